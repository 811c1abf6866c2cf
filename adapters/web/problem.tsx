import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Page } from './pages/layout.js'

const TITLES: Record<number, string> = {
  400: '请求不对',
  401: '要密码',
  403: '不能这样提交',
  404: '没有找到',
  405: '不支持这种请求方法',
  413: '内容太长',
  429: '请求太多',
  500: '出错了',
  503: '还没有准备好',
}

/** Whether a program asks, and so wants problem details instead of a page. */
function isProgram(path: string): boolean {
  return /^\/(?:api|openapi\.json|healthz|readyz|metrics)(?:\/|$)/.test(path)
}

/** What went wrong and what to do: problem details (RFC 9457) for programs, a page for people. */
export function problem(
  c: Context,
  status: ContentfulStatusCode,
  detail: string,
  more: Record<string, unknown> = {},
): Response | Promise<Response> {
  const title = TITLES[status] ?? TITLES[500]
  c.header('Cache-Control', 'no-store')
  if (isProgram(c.req.path))
    return c.body(JSON.stringify({ type: 'about:blank', title, status, detail, ...more }), status, {
      'Content-Type': 'application/problem+json; charset=utf-8',
    })
  return c.html(
    <Page title={title}>
      <main class="narrow" id="main">
        <h1>{title}</h1>
        <p>{detail}</p>
        <p>
          <a href="/">回到提问</a>
        </p>
      </main>
    </Page>,
    status,
  )
}
