import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readerPath, withLinks } from '../../adapters/reader-link.js'

describe('the address of a clause', () => {
  it('is its document, the passage to highlight and its place', () => {
    expect(readerPath('x', 'x#5.2', [10, 20])).toBe('/d/x?mark=10-20#5.2')
    expect(readerPath('x', 'x#框5')).toBe('/d/x#%E6%A1%865')
    expect(readerPath('x', 'x#')).toBe('/d/x')
  })

  it('leads back to document and place, whatever they are called', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter(text => !/^\.{1,2}$/.test(text) && text.isWellFormed())
    fc.assert(
      fc.property(name, name, (id, place) => {
        const url = new URL(readerPath(id, `${id}#${place}`, [1, 2]), 'http://x')
        expect(decodeURIComponent(url.pathname.slice('/d/'.length))).toBe(id)
        expect(decodeURIComponent(url.hash.slice(1))).toBe(place)
        expect(url.search).toBe('?mark=1-2')
      }),
    )
  })
})

describe('links', () => {
  it('are given only where readers can follow them', () => {
    const reply = { citations: [{ docId: 'x', clauseId: 'x#1', span: [0, 3], url: null }] } as never
    expect(withLinks(reply, null)).toBe(reply)
    expect(withLinks(reply, 'https://wence.example')).toEqual({
      citations: [{ docId: 'x', clauseId: 'x#1', span: [0, 3], url: 'https://wence.example/d/x?mark=0-3#1' }],
    })
  })
})
