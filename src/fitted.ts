import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { inPackage } from '../index/paths.js'

/** A number for each of some names, as the fits write them. */
export function numbersFor<Name extends string>(names: readonly Name[]) {
  return z.object(valuesFor(names, z.number()))
}

/** The same kind of value for each of some names. */
export function valuesFor<Name extends string, Schema extends z.ZodType>(names: readonly Name[], schema: Schema) {
  return Object.fromEntries(names.map(name => [name, schema])) as Record<Name, Schema>
}

/** Reads a file that a fit has written. @param path of the file below src/ @throws Error where it is damaged */
export function readFitted<Schema extends z.ZodType>(schema: Schema, ...path: string[]): z.infer<Schema> {
  return schema.parse(JSON.parse(readFileSync(inPackage('src', ...path), 'utf8')))
}
