import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appOf, indexOf, type Parsed, parsed, squeezed } from './support.js'

const ATTACKS = [
  '<script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '&lt;b&gt; &amp;amp; &#60; &nbsp;',
  ']]><!--<![CDATA[',
  '--><svg onload=alert(1)>',
  '\u202e\u2066txt.exe',
  '\u0001\u001b[2J\u007f\u0085',
  'javascript:alert(1)',
  '</textarea></select></details>',
  '{{7*7}}`',
  '\ud800',
]
const hostile = fc.oneof(
  fc.constantFrom(...ATTACKS),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom('<', '>', '"', "'", '&', ';', '/', '=', 'a', '津', '贴', ' ', '\u202e', '\ud83d'),
    maxLength: 40,
  }),
  fc.array(fc.constantFrom(...ATTACKS, '津贴'), { minLength: 2, maxLength: 4 }).map(parts => parts.join('')),
)

/**
 * What a page can hold of a text: half characters cannot be sent, readers of HTML turn line ends into one and drop NUL.
 * White space apart, every other character must come through as it is.
 */
const asRead = (text: string) =>
  squeezed(
    text
      .toWellFormed()
      .replace(/\u0000/g, '')
      .replace(/\r\n?/g, '\n'),
  )

const nameOf = (element: object) => ('tagName' in element ? element.tagName : '')

/** The elements of a page with the names of their attributes: what a text must not add to. */
function shape(page: Parsed): string[] {
  return page('*')
    .toArray()
    .map(
      element =>
        `${nameOf(element)} ${Object.keys(page(element).attr() ?? {})
          .sort()
          .join(' ')}`,
    )
}

const index = indexOf({ 'x.txt': '某市津贴办法\n\n第一条 班主任津贴每月800元。\n\n第二条 乡村教师津贴每月300元。\n' })
const app = appOf(index)

/** Elements and attributes that pages are made of; nothing that runs, loads or styles. */
const HARMLESS = new Set(
  'html head meta title link script body a header nav main footer h1 h2 h3 h4 h5 h6 p ol ul li form input label button section div span details summary blockquote mark table caption thead tbody tr th td b article aside dl dt dd select option fieldset legend'.split(
    ' ',
  ),
)
const HARMLESS_ATTRIBUTES =
  /^(?:lang|charset|name|content|rel|type|href|src|class|id|aria-[a-z]+|role|method|action|value|for|required|maxlength|autocomplete|enterkeyhint|placeholder|autofocus|title|open|scope|colspan|tabindex|selected|download|data-copy)$/
function expectHarmless(page: Parsed): void {
  for (const element of page('*').toArray()) {
    expect(HARMLESS).toContain(nameOf(element))
    for (const [name, value] of Object.entries(page(element).attr() ?? {})) {
      expect(name).toMatch(HARMLESS_ATTRIBUTES)
      if (['href', 'src', 'action'].includes(name)) expect(value).toMatch(/^(?:\/(?![/\\])|#)/)
    }
  }
  expect(
    page('script')
      .toArray()
      .every(script => page(script).attr('src')?.startsWith('/assets/')),
  ).toBe(true)
  expect(page('script')).toHaveLength(1)
}

describe('a question, whatever is in it,', () => {
  it('stands on the page for asking as text, and in its fields as it was', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (before, text) => {
        const query = new URLSearchParams([
          ['t', before],
          ['q', text],
        ])
        const sent = query.get('q')!.trim()
        const page = await parsed(app.request(`/?${query}`))
        expectHarmless(page)
        if (sent === '') return
        expect(squeezed(page('#latest h2').text())).toBe(asRead(sent))
        expect(squeezed(page('title').text())).toBe(
          squeezed(`${sent.replace(/\u0000/g, '\ufffd').replace(/\r\n?/g, '\n')} · 问策`),
        )
        const carried = page('form.question input[type=hidden]')
          .toArray()
          .map(input => page(input).attr('value')!)
        if (page('#latest .reply.help').length === 0)
          expect(squeezed(carried.at(-1)!)).toBe(squeezed(sent.replace(/\u0000/g, '\ufffd').replace(/\r\n?/g, '\n')))
      }),
      { numRuns: 150, examples: ATTACKS.map(attack => ['津贴', attack] as [string, string]) },
    )
  })

  it('and whatever the filters are, stands in the search form as it was', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (text, region, doc) => {
        const query = new URLSearchParams({ q: `津贴${text}`, region, doc })
        const page = await parsed(app.request(`/search?${query}`))
        expectHarmless(page)
        const asField = (value: string) => squeezed(value.replace(/\u0000/g, '\ufffd').replace(/\r\n?/g, '\n'))
        expect(squeezed(page('input[name=q]').attr('value')!)).toBe(asField(query.get('q')!))
        const chosen = query.get('region')!.trim()
        if (chosen) expect(squeezed(page('select[name=region] option[selected]').attr('value')!)).toBe(asField(chosen))
      }),
      { numRuns: 150, examples: ATTACKS.map(attack => [attack, attack, ''] as [string, string, string]) },
    )
  })

  it('adds nothing to the comparison, to a refusal, to a page that is not found or to thanks', async () => {
    const bare = {
      compare: shape(await parsed(app.request('/compare?q=zzz'))),
      missing: shape(await parsed(app.request('/d/zzz'))),
    }
    await fc.assert(
      fc.asyncProperty(hostile, async text => {
        const name = encodeURIComponent(text.toWellFormed())
        const compare = await parsed(app.request(`/compare?q=z${name}`))
        expectHarmless(compare)
        if (compare('tbody ol').length === 0) expect(shape(compare)).toEqual(bare.compare)
        for (const path of [`/d/z${name}`, `/nix/${name}`, `/d/z${name}/cite?at=${name}`])
          expect(shape(await parsed(app.request(path)))).toEqual(bare.missing)
        expectHarmless(await parsed(app.request(`/search.csv?q=x&region=z${name}`)))
        const thanks = await app.request('/feedback', {
          method: 'POST',
          body: new URLSearchParams({ verdict: 'useful', question: `津贴${text}`, clauseId: text }),
          headers: { 'Sec-Fetch-Site': 'same-origin' },
        })
        expect(thanks.status).toBe(200)
        expectHarmless(await parsed(thanks))
      }),
      { numRuns: 100, examples: ATTACKS.map(attack => [attack] as [string]) },
    )
  })
})

/** A document with texts in its title, an article, a heading, an item and a table. */
function documentOf(title: string, text: string, cell: string): string {
  const inTable = (content: string) => content.replace(/[|\n\r]/g, '')
  return `# 关于${title}的办法

第一条 津贴${text}发放。

一、${text}

（一）${cell}津贴。

| 项目 | ${inTable(cell)} |
| --- | --- |
| 津贴 | ${inTable(text)} |
`
}

describe('a document, whatever is in it,', () => {
  it('stands on every page as text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(hostile, hostile, hostile), { minLength: 8, maxLength: 8 }), async texts => {
        const held = indexOf(Object.fromEntries(texts.map((parts, i) => [`x${i}.md`, documentOf(...parts)])))
        const on = appOf(held)
        for (const document of held.documents) {
          const { id } = document
          const reader = await parsed(on.request(`/d/${id}`))
          expectHarmless(reader)
          expect(squeezed(reader('h1').text())).toBe(asRead(document.title))
          reader('.tools').remove()
          const places = new Map(
            reader('[id]')
              .toArray()
              .map(element => [reader(element).attr('id')!, element]),
          )
          for (const clause of document.clauses) {
            const place = places.get(clause.id.slice(id.length + 1))
            expect(place, clause.id).toBeDefined()
            const text = clause.row?.cells.join('') ?? document.text.slice(...clause.span)
            expect(squeezed(reader(place!).text())).toBe(asRead(text))
          }
          expectHarmless(await parsed(on.request(`/d/${id}/cite?at=1`)))
        }
        const query = encodeURIComponent('津贴发放')
        for (const path of ['/', '/docs', `/?q=${query}`, `/search?q=${query}`, `/compare?q=${query}`])
          expectHarmless(await parsed(on.request(path)))
      }),
      { numRuns: 8, examples: [[ATTACKS.map(attack => [attack, attack, attack] as [string, string, string])]] },
    )
  })

  it('is quoted in an answer as it stands', async () => {
    const held = indexOf({
      'x.txt': '某市津贴办法\n\n第一条 班主任津贴<script>alert("x")</script>每月&nbsp;800元 \'"<b>。\n',
    })
    const page = await parsed(
      appOf(held).request('/?q=%E7%8F%AD%E4%B8%BB%E4%BB%BB%E6%B4%A5%E8%B4%B4%E5%A4%9A%E5%B0%91'),
    )
    expectHarmless(page)
    const quote = page('blockquote').first().text()
    expect(quote).toContain('<script>alert("x")</script>')
    expect(held.documents[0].text).toContain(quote)
  })
})
