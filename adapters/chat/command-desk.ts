import type { ClauseIndex } from '../../index/build.js'
import { helpReply } from '../../src/answer/fixed-replies.js'
import { placeOf } from '../../src/answer/lookup.js'
import { compareRegions } from '../../src/compare.js'
import type { Conversation } from '../../src/conversation.js'
import { loadQuestionLanguage } from '../../src/language.js'
import { policyDocuments, prepare } from '../../src/prepare.js'
import { understand } from '../../src/understand/understand.js'
import { clauseAt, documentsNamed } from '../documents.js'
import { COMMANDS, type Command } from './commands.js'
import { type ChatMessage, chatKey } from './message.js'
import { clears, parseQuietHours, parseTrigger, quietWords, type Settings } from './settings.js'
import { showClause, showDocuments, showOutline } from './show-documents.js'
import { shorten } from './show-reply.js'
import { showComparison, showHits } from './show-search.js'
import { showWhy } from './show-why.js'
import { type Shown, saying } from './shown.js'
import type { Store } from './store.js'
import { regionNamed, type View } from './views.js'

/** What commands need beyond the message. */
export interface CommandDesk {
  index(): ClauseIndex
  store: Store
  operators: ReadonlySet<string>
  publicUrl: string | null
  status(): string[]
  view: View
  conversation: Conversation
  forget(): void
}

/** Does what a command says. Settings of a group are its administrators' alone. */
export async function runCommand(
  { name, argument }: Command,
  message: ChatMessage,
  settings: Settings,
  desk: CommandDesk,
): Promise<Shown> {
  const { index } = desk.view
  switch (name) {
    case 'help':
      return showHelp(index, settings, message)
    case 'docs':
      return argument ? showNamedOutline(index, argument) : showDocuments(index)
    case 'toc':
      if (argument) return showNamedOutline(index, argument)
      return policyDocuments(index).length > 1 ? showDocuments(index) : showOutline(index.documents[0], 0)
    case 'clause':
      return argument
        ? showNamedClause(index, argument, desk.publicUrl)
        : saying('请写条号，比如：/clause 若干措施 44，或 /条 第四十四条')
    case 'search':
      return argument ? showHits(index, argument, 0) : saying('请写要查的话，比如：/search 县管校聘')
    case 'compare':
      return argument
        ? showComparison(argument, compareRegions(index, argument))
        : saying('请写要比的事，比如：/compare 县管校聘')
    case 'why':
      return showWhy(index, desk.conversation)
    case 'new':
      desk.forget()
      return saying('好，换个话题。')
    case 'settings':
      return saying(settingsWords(settings, index))
    case 'status': {
      if (!desk.operators.has(`${message.platform}:${message.sender}`)) return saying('只有运行者能看状态。')
      const lost = await desk.store.undelivered()
      return saying(
        [
          ...desk.status(),
          ...lost.map(({ platform, reason, count }) => `没有送到：${platform} ${count} 条，${reason}`),
        ].join('\n'),
      )
    }
    default:
      return change(name, argument, message, settings, desk)
  }
}

type SettingName = 'city' | 'scope' | 'trigger' | 'quiet' | 'cite'

async function change(
  name: SettingName,
  argument: string,
  message: ChatMessage,
  settings: Settings,
  desk: CommandDesk,
): Promise<Shown> {
  if (!argument) return saying(settingsWords(settings, desk.index()))
  const mayChange =
    message.kind === 'private' ||
    desk.operators.has(`${message.platform}:${message.sender}`) ||
    (await message.administers())
  if (!mayChange) return saying('群里的设置只有群管理员能改。')
  const changed = changedSettings(name, argument, settings, desk.index())
  if (typeof changed === 'string') return saying(changed)
  await desk.store.saveSettings(chatKey(message), changed)
  return saying(`好，改好了。\n${settingsWords(changed, desk.index())}`)
}

/** @returns the new settings, or why they cannot be */
function changedSettings(
  name: SettingName,
  argument: string,
  settings: Settings,
  index: ClauseIndex,
): Settings | string {
  const goes = clears(argument)
  switch (name) {
    case 'city': {
      if (goes) return { ...settings, city: null }
      const region = regionNamed(index, argument)
      return region
        ? { ...settings, city: region.name }
        : `不认识这个地方：${argument}。请写城市的名字，比如：/city 包头`
    }
    case 'scope': {
      if (goes) return { ...settings, scope: [] }
      const names = argument.split(/[\s、，,]+/).filter(Boolean)
      const found = names.map(name => ({ name, documents: documentsNamed(index, name) }))
      const unknown = found.filter(({ documents }) => documents.length === 0)
      if (unknown.length) return `没有叫“${unknown.map(({ name }) => name).join('”“')}”的文件。/docs 列出全部文件。`
      return { ...settings, scope: [...new Set(found.flatMap(({ documents }) => documents.map(({ id }) => id)))] }
    }
    case 'trigger': {
      if (goes) return { ...settings, trigger: null }
      const trigger = parseTrigger(argument)
      return trigger ? { ...settings, trigger } : '触发词最多 12 个字，不含空格和斜杠，比如：/trigger 问策'
    }
    case 'quiet': {
      if (goes) return { ...settings, quiet: null }
      const quiet = parseQuietHours(argument)
      return quiet ? { ...settings, quiet } : '请写起止时间，比如：/quiet 22:00-07:00'
    }
    case 'cite':
      if (/^(?:全|详|full|long)/i.test(argument)) return { ...settings, citations: 'full' }
      if (/^(?:简|短|short)/i.test(argument)) return { ...settings, citations: 'short' }
      return '请写“全”或“简”，比如：/cite 简'
  }
}

function settingsWords(settings: Settings, index: ClauseIndex): string {
  const { city, scope, trigger, quiet, citations } = settings
  const titles = scope.map(id => index.documents.find(document => document.id === id)?.title ?? `${id}（已不收录）`)
  return [
    `默认城市：${city ?? '没有设'}`,
    `只从这些文件回答：${titles.length ? titles.map(title => `《${title}》`).join('') : '全部文件'}`,
    `群里的触发词：${trigger ?? '没有设'}`,
    `免打扰：${quiet ? quietWords(quiet) : '没有设'}`,
    `引用：${citations === 'full' ? '全' : '简'}`,
  ].join('\n')
}

function showHelp(index: ClauseIndex, { trigger }: Settings, { kind }: ChatMessage): Shown {
  const { answer } = helpReply(prepare(index))
  const how =
    kind === 'private' ? '直接提问就行。' : `群里提问请 @我、回复我${trigger ? `，或以“${trigger}”开头` : ''}。`
  const lines = COMMANDS.map(
    ({ name, words, takes, does }) => `/${name}（/${words[0]}）${takes ? ` ${takes}` : ''}　${does}`,
  )
  return { sections: [[{ text: answer }], [{ text: how }], [{ text: lines.join('\n') }]], buttons: [] }
}

/** The outline of the document of that name, or the question which one is meant. */
function showNamedOutline(index: ClauseIndex, name: string): Shown {
  const fits = documentsNamed(index, name)
  if (fits.length === 1) return showOutline(fits[0], 0)
  if (fits.length === 0) return saying(`没有叫“${name}”的文件。/docs 列出全部文件。`)
  return {
    sections: [[{ text: `“${name}”对应 ${fits.length} 份文件，是哪一份？` }]],
    buttons: fits
      .slice(0, 8)
      .map(({ id, title }) => [{ label: shorten(title), action: { do: 'toc', docId: id, from: 0 } }]),
  }
}

/** 44, 若干措施 44, 送审稿第四十四条: the clause, or a choice of the documents that have one. */
function showNamedClause(index: ClauseIndex, written: string, publicUrl: string | null): Shown {
  const found = clausesNamed(index, written)
  if (found.length === 1) return showClause(index, found[0].clauseId, publicUrl)
  if (found.length === 0) return saying(`没有找到“${written}”这一条。/toc 文件 列出它的条款。`)
  return {
    sections: [[{ text: `${found.length} 份文件里都有“${written}”，是哪一份？` }]],
    buttons: found
      .slice(0, 8)
      .map(({ clauseId, title }) => [{ label: shorten(title), action: { do: 'clause', clauseId } }]),
  }
}

function clausesNamed(index: ClauseIndex, written: string): { clauseId: string; title: string }[] {
  const prepared = prepare(index)
  const { reference, documents } = understand(written, prepared, loadQuestionLanguage())
  const among = (candidates: typeof documents, reference: string) =>
    candidates.filter(({ standsApart }) => !standsApart).flatMap(document => clauseAt(document, reference) ?? [])
  if (reference) {
    const named = (documents.length ? documents : index.documents).flatMap(
      document => placeOf(document, reference) ?? [],
    )
    if (named.length)
      return named.map(({ document, ordinals }) => ({
        clauseId: document.clauses[ordinals[0]].id,
        title: document.title,
      }))
  }
  const parts = written.split(/\s+/)
  const last = parts.pop()!
  return parts.length ? among(documentsNamed(index, parts.join('')), last) : among(index.documents, last)
}
