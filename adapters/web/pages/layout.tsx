import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { asset } from '../assets.js'

const PLACES = [
  ['/', '提问'],
  ['/search', '检索'],
  ['/compare', '对比'],
  ['/docs', '文件'],
] as const

/** The frame of every page. @param here path of the place of the menu that the page belongs to */
export function Page({ title, here, children }: { title: string; here?: string; children?: Child }) {
  return (
    <>
      {raw('<!DOCTYPE html>')}
      <html lang="zh-CN">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{title === '问策' ? title : `${title} · 问策`}</title>
          <link rel="icon" type="image/svg+xml" href={asset('icon.svg').path} />
          <link rel="stylesheet" href={asset('style.css').path} />
          <script type="module" src={asset('page.js').path}></script>
        </head>
        <body>
          <a class="skip" href="#main">
            跳到正文
          </a>
          <header class="site">
            <a class="name" href="/">
              问策
            </a>
            <nav aria-label="主菜单">
              {PLACES.map(([path, name]) => (
                <a href={path} aria-current={path === here ? 'page' : undefined}>
                  {name}
                </a>
              ))}
            </nav>
          </header>
          {children}
          <footer class="site">答案都取自收录的文件，以文件原文为准。</footer>
        </body>
      </html>
    </>
  )
}
