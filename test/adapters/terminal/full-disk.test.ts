import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { listBuilds, loadIndex } from '../../../index/index-folder.js'
import { tempFolder } from '../../index/support.js'
import { command } from '../program-process.js'

/** Runs `wence index` with files limited to so many blocks of the shell, which fails as a full disk does: in the middle of a file. */
async function build(from: string, out: string, blocks: number | 'unlimited') {
  const how = command(['index', '--from', from, '--out', out])
  const line = [how.command, ...how.args].map(word => `'${word}'`).join(' ')
  return promisify(execFile)('/bin/sh', ['-c', `ulimit -f ${blocks}; exec ${line}`], {
    cwd: how.cwd,
    env: how.env,
  }).then(
    ({ stdout }) => ({ status: 0, stdout, stderr: '' }),
    ({ code, stdout, stderr }) => ({ status: code as number, stdout, stderr }),
  )
}

it('leaves the old build as it was where the new one cannot be written, and says why', async () => {
  const folder = tempFolder()
  const [from, out] = [join(folder, 'documents'), join(folder, 'index')]
  mkdirSync(from)
  const law = (last: number) =>
    `赤峰市学校条例\n\n${Array.from({ length: last }, (_, n) => `第${n + 1}条　学校每学期应当公开收支${n + 1}次，并报教育局备案。`).join('\n')}\n`
  writeFileSync(join(from, 'a.txt'), law(2))
  expect((await build(from, out, 'unlimited')).status).toBe(0)
  const before = listBuilds(out)
  writeFileSync(join(from, 'a.txt'), law(2000))
  const { status, stderr } = await build(from, out, 100)
  expect(status).toBe(1)
  expect(stderr).toContain(`写不了 ${out}：文件超过了系统允许的大小`)
  expect(stderr).toContain('原来的索引没有动')
  expect(listBuilds(out)).toEqual(before)
  expect(readdirSync(join(out, 'builds'))).toEqual(before.map(({ name }) => name))
  expect(loadIndex(out).documents[0].clauses.length).toBeLessThan(10)
})
