import { describe, expect, it } from 'vitest'
import { createApp } from '../../../adapters/web/app.js'
import { seeds } from '../../index/support.js'
import { appOf, type Parsed, parsed, siteOf } from './support.js'

const { index } = seeds()
const app = appOf(index)
const ask = (...questions: string[]) =>
  parsed(
    app.request(
      `/?${new URLSearchParams([...questions.slice(0, -1).map(t => ['t', t]), ['q', questions.at(-1)!]] as [string, string][])}`,
    ),
  )

/** The addresses of all links of a part of the page. */
function links(page: Parsed, within: string): string[] {
  return page(`${within} a`)
    .toArray()
    .map(link => page(link).attr('href')!)
}

/** Sends a form of a page as a browser without scripts does. */
function sent(page: Parsed, form: string, filled: Record<string, string> = {}): URLSearchParams {
  const fields = page(`${form} input[name]`)
    .toArray()
    .map((field): [string, string] => {
      const { name, value = '' } = page(field).attr()!
      return [name, filled[name] ?? value]
    })
  return new URLSearchParams(fields)
}

describe('the page for asking', () => {
  it('has one box, six examples that are answered, and no conversation yet', async () => {
    const page = await parsed(app.request('/'))
    expect(page('form.question').attr()).toMatchObject({ method: 'get', action: '/#latest' })
    expect(page('form.question input:not([type=hidden])')).toHaveLength(1)
    expect(page('#conversation li')).toHaveLength(0)
    const examples = links(page, '.examples')
    expect(examples).toHaveLength(6)
    for (const example of examples)
      expect((await parsed(app.request(example)))('.reply').attr('class')).toBe('reply answered')
  })

  it('answers a deep link with the passage, its document and state, and where it stands', async () => {
    const page = await ask('呼伦贝尔班主任津贴多少')
    expect(page('title').text()).toBe('呼伦贝尔班主任津贴多少 · 问策')
    expect(page('#latest h2').text()).toBe('呼伦贝尔班主任津贴多少')
    expect(page('.reply .answer').text()).toContain('每月800元')
    expect(page('.reply > .notes').text()).toContain('送审稿')
    const first = page('.citations details').first()
    expect(first.attr('open')).toBeDefined()
    expect(first.find('.document').text()).toBe('《呼伦贝尔市推进教育高质量发展若干措施》')
    expect(first.find('.badge').text()).toBe('送审稿，未印发')
    expect(first.find('blockquote').text()).toContain('班主任津贴标准')
    expect(first.find('blockquote mark').text()).toContain('800元')
  })

  it('leads from each citation to the quote, highlighted in the document', async () => {
    const page = await ask('呼伦贝尔班主任津贴多少')
    const quote = page('.citations blockquote').first().text()
    const [href] = links(page, '.citations .open')
    const [path, anchor] = href.split('#')
    const reader = await parsed(app.request(path))
    const clause = reader(`[id="${decodeURIComponent(anchor)}"]`)
    expect(clause).toHaveLength(1)
    expect(clause.find('mark').text().replace(/\s/g, '')).toBe(quote.replace(/\s/g, ''))
  })

  it('offers choices as links that ask the narrowed question', async () => {
    const page = await ask('双师型教师占比是多少')
    const choices = links(page, '.choices')
    expect(choices.map(href => new URLSearchParams(href.slice(2)).get('q'))).toEqual([
      '呼伦贝尔双师型教师占比是多少',
      '乌海双师型教师占比是多少',
    ])
    for (const choice of choices) expect((await parsed(app.request(choice)))('.reply.answered')).toHaveLength(1)
  })

  it('says so where nothing is found, offers reading that opens, and asks for no vote', async () => {
    const page = await ask('包头班主任津贴多少')
    expect(page('.reply').attr('class')).toBe('reply not_found')
    expect(page('.citations, form.vote')).toHaveLength(0)
    const related = links(page, '.related')
    expect(related.length).toBeGreaterThan(0)
    for (const href of related) expect((await app.request(href.split('#')[0])).status).toBe(200)
  })

  it('carries the conversation in the form, so that a follow-up is understood without scripts', async () => {
    const first = await ask('呼伦贝尔双师型教师占比')
    const next = await parsed(app.request(`/?${sent(first, 'form.question', { q: '那乌海呢' })}`))
    expect(
      next('#conversation h2')
        .toArray()
        .map(h => next(h).text()),
    ).toEqual(['呼伦贝尔双师型教师占比', '那乌海呢'])
    expect(next('#latest .citations .document').first().text()).toBe('《乌海教育现代化2035》')
    expect(links(next, 'form.question')).toEqual(['/'])
  })

  it('does not carry a greeting on', async () => {
    const page = await ask('你好')
    expect(page('.reply').attr('class')).toBe('reply help')
    expect(page('form.question input[name=t]')).toHaveLength(0)
  })

  it('carries at most four earlier questions, the latest ones', async () => {
    const page = await ask('一号问题', '二号问题', '三号问题', '四号问题', '五号问题', '六号问题')
    expect(page('#conversation > li > h2').first().text()).toBe('二号问题')
    expect(page('#conversation > li')).toHaveLength(5)
  })

  it('takes the end of a question that is too long, and nothing but blanks as no question', async () => {
    const page = await ask(`${'说来话长。'.repeat(300)}呼伦贝尔班主任津贴多少钱？`)
    expect(page('.answer').text()).toContain('800元')
    expect(page('#latest h2').text()).toHaveLength(600)
    expect((await ask(' \u3000 '))('#conversation li')).toHaveLength(0)
  })

  it('counts a question once, however often it is repeated', async () => {
    const site = siteOf(index)
    await createApp(site).request(
      `/?${new URLSearchParams([
        ['t', '你好'],
        ['t', '你好'],
        ['q', '你好'],
      ])}`,
    )
    expect(await site.metrics.text()).toContain('wence_answers_total{status="help"} 1\n')
  })
})

describe('a vote', () => {
  const form = { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' }
  const vote = (body: string, headers: Record<string, string> = form, changes = {}) => {
    const site = siteOf(index, changes)
    const response = createApp(site).request('http://127.0.0.1:8080/feedback', { method: 'POST', body, headers })
    return Promise.resolve(response).then(answer => ({ answer, votes: site.votes }))
  }
  const GOOD = 'verdict=useless&question=%E6%B4%A5%E8%B4%B4&clauseId=x%23p1'

  it('from the form of an answer is kept with the clause cited first, and thanked for by a page that leads back', async () => {
    const page = await ask('呼伦贝尔班主任津贴多少')
    const buttons = page('form.vote button').toArray()
    expect(buttons.map(button => [page(button).attr('value'), page(button).text()])).toEqual([
      ['useful', '有用'],
      ['useless', '没用'],
    ])
    const body = sent(page, 'form.vote')
    body.append('verdict', 'useful')
    const { answer, votes } = await vote(String(body))
    expect(answer.status).toBe(200)
    expect(votes).toEqual([
      {
        verdict: 'useful',
        question: '呼伦贝尔班主任津贴多少',
        clauseId: 'hulunbuir-gaozhiliang-cuoshi#5.16.44',
        buildId: index.buildId,
      },
    ])
    const back = (await parsed(answer))('main a').attr('href')!
    expect((await parsed(app.request(back)))('#latest h2').text()).toBe('呼伦贝尔班主任津贴多少')
  })

  it.each([
    ['another verdict', GOOD.replace('useless', 'maybe')],
    ['no question', 'verdict=useful&question=+&clauseId='],
    ['too long a question', `verdict=useful&clauseId=&question=${'x'.repeat(601)}`],
    ['nothing', ''],
  ])('with %s is refused and not kept', async (_, body) => {
    const { answer, votes } = await vote(body)
    expect(answer.status).toBe(400)
    expect(votes).toEqual([])
  })

  it.each(['multipart/form-data', 'multipart/form-data; boundary=x', 'application/json', 'text/plain', 'x/y'])(
    'that is broken as %s is refused, not an error',
    async type => {
      const { answer, votes } = await vote('garbage', { ...form, 'Content-Type': type })
      expect(answer.status).toBe(400)
      expect(votes).toEqual([])
    },
  )

  it.each([
    ['says it comes from elsewhere', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }, 403],
    ['does not say where it comes from', {}, 403],
    ['comes from this address, of an old browser', { Origin: 'http://127.0.0.1:8080' }, 200],
    ['comes from the public address, behind a proxy', { Origin: 'https://wence.example' }, 200],
    ['comes from an address that begins like the public one', { Origin: 'https://wence.example.evil.example' }, 403],
  ])('that %s gets its due', async (_, origin, status) => {
    const { answer, votes } = await vote(
      GOOD,
      { 'Content-Type': form['Content-Type'], ...origin },
      { publicUrl: 'https://wence.example/zheng' },
    )
    expect(answer.status).toBe(status)
    expect(votes).toHaveLength(status === 200 ? 1 : 0)
  })
})
