import { describe, expect, it } from 'vitest'
import { replySchema } from '../../src/reply.js'
import { asked } from './seed-questions.js'

const reply = { version: 1, ...asked('若干措施第44条'), tookMs: 0.8 }

describe('the schema of a reply', () => {
  it('takes what the bot says, after JSON as before', () => {
    expect(replySchema.parse(JSON.parse(JSON.stringify(reply)))).toEqual(reply)
    expect(replySchema.parse({ ...reply, id: 'bt-001' }).id).toBe('bt-001')
  })

  it('has the fields of the contract', () => {
    expect(Object.keys(replySchema.shape).sort()).toEqual([
      'answer',
      'choices',
      'citations',
      'id',
      'notes',
      'related',
      'status',
      'tookMs',
      'version',
    ])
    expect(Object.keys(reply.citations[0]).sort()).toEqual([
      'clauseId',
      'docId',
      'docNumber',
      'docStatus',
      'issuedOn',
      'issuer',
      'path',
      'quote',
      'region',
      'span',
      'title',
      'url',
    ])
  })

  it.each([
    ['another version', { ...reply, version: 2 }],
    ['an unknown status', { ...reply, status: 'maybe' }],
    ['no answer', { ...reply, answer: undefined }],
    ['a citation without a span', { ...reply, citations: [{ ...reply.citations[0], span: undefined }] }],
    ['half a character in a span', { ...reply, citations: [{ ...reply.citations[0], span: [0.5, 1] }] }],
    ['an unknown state of a document', { ...reply, citations: [{ ...reply.citations[0], docStatus: 'old' }] }],
  ])('refuses %s', (_, wrong) => {
    expect(replySchema.safeParse(wrong).success).toBe(false)
  })
})
