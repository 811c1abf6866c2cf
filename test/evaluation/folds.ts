import { createHash } from 'node:crypto'

/** Parts that questions are divided into: what is fitted on all but one is tried on that one. */
export const FOLDS = 5

/** A question is always in the same fold, 0 to {@link FOLDS} − 1, however many others there are. */
export function foldOf({ id }: { id: string }): number {
  return createHash('sha256').update(id).digest().readUInt32BE(0) % FOLDS
}
