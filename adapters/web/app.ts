import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { HTTPException } from 'hono/http-exception'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { secureHeaders } from 'hono/secure-headers'
import { packageVersion } from '../../index/paths.js'
import { addApiRoutes, refuseInvalid } from './api-routes.js'
import { addAskRoutes } from './ask-routes.js'
import { ASSET_NAMES, asset } from './assets.js'
import { cacheByBuild } from './cache-by-build.js'
import { addHealthRoutes } from './health-routes.js'
import { addOperatorRoutes } from './operator-routes.js'
import { problem } from './problem.js'
import { rateLimit } from './rate-limit.js'
import { addReaderRoutes } from './reader-routes.js'
import { Refusal } from './refusal.js'
import { addSearchRoutes } from './search-routes.js'
import type { Site } from './site.js'

/** Largest body taken, in bytes: a vote, or a question with its conversation. */
const MOST_BODY = 16 * 1024

/** Largest body that a platform delivers, in bytes. */
const MOST_DELIVERED = 1024 * 1024

/**
 * All that the web serves: pages for people, an interface for programs. Pure of sockets, so that tests call it directly
 * (`app.request`).
 */
export function createApp(site: Site): OpenAPIHono {
  const app = new OpenAPIHono({ defaultHook: refuseInvalid })
  app.use(site.metrics.middleware)
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      xFrameOptions: 'DENY',
      referrerPolicy: 'same-origin',
      // Whether readers come by TLS is known only to what stands in front.
      strictTransportSecurity: false,
    }),
  )
  app.use(compress())
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        c.header('Allow', methods.join(', '))
        return problem(c, 405, `这个网址只接受 ${methods.join('、')}。`)
      },
    }),
  )
  for (const name of ASSET_NAMES) {
    const { path, type, body } = asset(name)
    app.get(path, c =>
      c.body(new Uint8Array(body), 200, {
        'Content-Type': type,
        'Cache-Control': 'public, max-age=31536000, immutable',
      }),
    )
  }
  addHealthRoutes(app, site)
  // A platform delivers for many people from few addresses, and checks itself who it is.
  for (const { path, handle } of site.webhooks)
    app.post(path, bodyLimit({ maxSize: MOST_DELIVERED }), c => handle(c.req.raw))
  app.use(rateLimit(site))
  app.use(
    bodyLimit({
      maxSize: MOST_BODY,
      onError: c => {
        // The rest of the body is not read, so nothing else can come by this connection.
        c.header('Connection', 'close')
        return problem(c, 413, '内容太长，请缩短后再试。')
      },
    }),
  )
  addOperatorRoutes(app, site)
  app.use(cacheByBuild(site))
  addAskRoutes(app, site)
  addReaderRoutes(app, site)
  addSearchRoutes(app, site)
  addApiRoutes(app, site, packageVersion)
  app.notFound(c => problem(c, 404, '网址可能写错了，或者这份文件已不再收录。'))
  app.onError((error, c) => {
    if (error instanceof Refusal) return problem(c, error.status, error.message, error.more)
    if (error instanceof HTTPException && error.status === 403) return problem(c, 403, '请从本站的页面提交。')
    if (error instanceof HTTPException && error.status < 500) return problem(c, 400, '请求的格式不对。')
    site.log.error({ err: error, method: c.req.method }, '处理请求时出错')
    return problem(c, 500, '这一次没能处理好，请稍后再试。')
  })
  return app
}
