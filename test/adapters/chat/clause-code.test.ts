import { describe, expect, it } from 'vitest'
import { clauseCode, clauseOfCode } from '../../../adapters/chat/clause-code.js'
import { seeds } from '../../index/support.js'

describe('clauseCode', () => {
  it('names every clause by 20 characters that links take, and is read back', () => {
    const { index } = seeds()
    const clauses = index.documents.flatMap(({ clauses }) => clauses)
    const codes = clauses.map(({ id }) => clauseCode(id))
    expect(codes.every(code => /^[A-Za-z0-9_-]{20}$/.test(code))).toBe(true)
    expect(new Set(codes).size).toBe(codes.length)
    clauses.forEach(({ id }, i) => {
      if (i % 37 === 0) expect(clauseOfCode(index, codes[i])).toBe(id)
    })
  })

  it('finds nothing for a code of no clause', () => {
    const { index } = seeds()
    const clauses = index.documents.flatMap(({ clauses }) => clauses)
    const code = clauseCode(clauses[0].id)
    expect(clauseOfCode(index, `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`)).toBeNull()
    expect(clauseOfCode(index, code.slice(0, -1))).toBeNull()
    expect(clauseOfCode(index, '')).toBeNull()
  })

  it('stays the same from one release to the next: links stand in chats for years', () => {
    expect(clauseCode('baotou#5.2')).toBe('e-oaw09GZ4IO0FLAp2P3')
  })
})
