#!/usr/bin/env node
// The program's door. The compiled tree is made by `npm ci` (script `prepare`) or `npm run build`.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const program = new URL('../../dist/adapters/terminal/program.js', import.meta.url)
if (!existsSync(fileURLToPath(program))) {
  console.error('问策尚未编译：请先运行 npm ci（或 npm run build）。')
  process.exit(1)
}
const { main } = await import(program.href)
process.exitCode = await main(process.argv)
