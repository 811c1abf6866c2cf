import type { Finding } from '../types.js'

/** What a reader of a format saw on its way; the file's name is added by the reader of the folder. */
export type Note = Omit<Finding, 'file'>

/**
 * What a file says, as the reader of lines takes it: `#` before a heading, `| a | b |` for a row of a table, the numbers
 * of lists written out. Two spaces end a line that is a whole paragraph; a line without them may go on in the next one.
 */
export interface Reading {
  text: string
  notes: Note[]
}

/** A file that gives no text: why, and what to do, in words for the person who put it there. */
export interface Refusal {
  refused: string
}

/** Bytes → text. What may well happen to a file (damaged, encrypted, empty) is a refusal, not an error. */
export type ReadBytes = (bytes: Buffer) => Reading | Refusal | Promise<Reading | Refusal>
