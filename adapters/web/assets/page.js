// What pages can do better where scripts run. Without it every page works by links and forms alone.

/** A vote is sent without leaving the page. */
document.addEventListener('submit', async event => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || !form.matches('.vote')) return
  event.preventDefault()
  const body = new URLSearchParams(new FormData(form, event.submitter))
  try {
    const response = await fetch(form.action, { method: 'POST', body })
    if (!response.ok) throw new Error(String(response.status))
    form.replaceChildren(Object.assign(document.createElement('p'), { role: 'status', textContent: '记下了，谢谢。' }))
  } catch {
    form.submit()
  }
})

/** Questions and choices are answered in place: the new conversation is taken out of the page that the link leads to. */
async function goTo(url, isBack = false) {
  const main = document.querySelector('main.ask')
  main.setAttribute('aria-busy', 'true')
  try {
    const response = await fetch(url, { headers: { Accept: 'text/html' } })
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    const next = page.querySelector('main.ask')
    if (!next) throw new Error('another kind of page')
    if (!isBack) history.pushState(null, '', url)
    document.title = page.title
    main.replaceWith(next)
    const latest = next.querySelector('#latest')
    if (latest) {
      latest.setAttribute('tabindex', '-1')
      latest.focus({ preventScroll: true })
      latest.scrollIntoView({ behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' })
    }
  } catch {
    location.assign(url)
  }
}

if (document.querySelector('main.ask')) {
  document.addEventListener('submit', event => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !form.matches('.question')) return
    event.preventDefault()
    goTo(`/?${new URLSearchParams(new FormData(form))}`)
  })
  document.addEventListener('click', event => {
    const link = event.target instanceof Element ? event.target.closest('main.ask a[href^="/?"]') : null
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    goTo(link.href)
  })
  addEventListener('popstate', () => goTo(location.href, true))
}

/** Texts that are there to be copied get a button for it. */
for (const text of document.querySelectorAll('[data-copy]')) {
  const button = Object.assign(document.createElement('button'), { type: 'button', textContent: '复制' })
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text.textContent)
    button.textContent = '已复制'
  })
  text.after(button)
}

/** A link to a quoted passage shows the passage itself, not only the head of its clause. */
document.querySelector('.reader mark, .reader tr.marked')?.scrollIntoView({ block: 'center' })

/** On a narrow screen the outline would stand before the text: it waits to be unfolded. */
if (matchMedia('(max-width: 60rem)').matches) document.querySelector('.outline details')?.removeAttribute('open')

/** By keyboard alone: / goes to the box, the arrows from hit to hit, Enter opens (it is a link). */
addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  const typing = event.target instanceof Element && event.target.matches('input, select, textarea')
  const box = document.querySelector('form.search input[name="q"], form.question input[name="q"]')
  if (event.key === '/' && !typing && box) {
    event.preventDefault()
    box.focus()
    box.select()
    return
  }
  const hits = [...document.querySelectorAll('.hits h2 a')]
  if (
    hits.length === 0 ||
    !(event.key === 'ArrowDown' || event.key === 'ArrowUp') ||
    event.target instanceof HTMLSelectElement
  )
    return
  const at = hits.findIndex(hit => hit.closest('li').contains(document.activeElement))
  const next = event.key === 'ArrowDown' ? at + 1 : at - 1
  if (next >= hits.length) return
  event.preventDefault()
  if (next < 0) box?.focus()
  else hits[next].focus()
})
