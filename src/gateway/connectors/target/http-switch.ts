import type { ActionId } from '../../../domain/action/action.ts'
import type { Json } from '../../../domain/json/json.ts'
import type { StepTarget } from '../../../domain/plan/plan.ts'
import type { Execution, Health } from '../connector.ts'
import type { Delivered, Delivery } from '../outbound/deliver.ts'
import { brokenExecution, executionOf, reasonOf } from '../outbound/read-answer.ts'
import type { HttpBody, HttpTarget } from './http-target.ts'
import {
  type Aim,
  type NotSetUp,
  type Reading,
  type SwitchDriver,
  unreadableAnswer,
  unreadableFault,
} from './switch-connector.ts'

export interface HttpCall {
  readonly method: Delivery['method']
  readonly path: string
  readonly body?: HttpBody
  /** Those of this call alone, a credential of the account for one: never shown. */
  readonly headers?: Readonly<Record<string, string>>
}

/** What is special about one API; how it is called, and what a broken call means, is the same for all. */
export interface HttpSwitch {
  /** Begins sentences: "The SCIM service". */
  readonly who: string
  readonly close: ActionId
  /** Null where nothing takes it back. */
  readonly open: ActionId | null
  readonly survives: readonly string[]
  readonly undoCannotRestore: readonly string[]
  aim(target: StepTarget, signal: AbortSignal): Promise<Aim | string | NotSetUp>
  change(aim: Aim, way: 'close' | 'open', key: string): HttpCall
  look(aim: Aim): HttpCall
  /**
   * For an API that takes the whole thing back: the body of the change, made of what `look` answers just before; `change`
   * shows what will differ. Null where the answer is none to make one of.
   */
  merge?(answer: Delivered, way: 'close' | 'open'): HttpBody | null
  /** What an answer to `look` says; null where it is none of those that are understood. */
  understand(answer: Delivered, aim: Aim): Reading | null
  /** What an answer to `change` means, where its status alone does not tell. */
  judge?(answer: Delivered): Execution
}

export function httpSwitch(target: HttpTarget, api: HttpSwitch): SwitchDriver {
  const { who } = api
  return {
    close: api.close,
    open: api.open,
    survives: api.survives,
    undoCannotRestore: api.undoCannotRestore,
    aim: (wished, signal) => api.aim(wished, signal),
    describe: (aim, way) => shown(api.change(aim, way, '')),
    read: async (aim, signal) => {
      try {
        const answer = await call(target, api.look(aim), signal)
        return (answer.isCut ? null : api.understand(answer, aim)) ?? unreadableAnswer(answer, who)
      } catch (error) {
        return unreadableFault(error, who)
      }
    },
    send: async (aim, way, signal, key) => {
      try {
        const change = api.change(aim, way, key)
        const body = api.merge?.(await call(target, api.look(aim), signal), way)
        if (body === null) return { kind: 'unknown', reason: `${who} answered something else than was asked for.` }
        const answer = await call(target, body === undefined ? change : { ...change, body }, signal)
        return api.judge?.(answer) ?? executionOf(answer, who)
      } catch (error) {
        return brokenExecution(error, who)
      }
    },
  }
}

function call(target: HttpTarget, { method, path, body, headers }: HttpCall, signal: AbortSignal): Promise<Delivered> {
  return target.ask(method, path, signal, body, headers)
}

/** Well if this call is answered 200 and the answer is what it should be. */
export async function healthBy(
  target: HttpTarget,
  who: string,
  question: HttpCall,
  signal: AbortSignal,
  isRight: (answer: Delivered) => boolean = () => true,
): Promise<Health> {
  try {
    const answer = await call(target, question, signal)
    if (answer.status === 200 && !answer.isCut && isRight(answer))
      return { ok: true, detail: `${who} answers and takes our credential.` }
    const meaning = executionOf(answer, who)
    const detail = meaning.kind === 'accepted' ? `${who} answered something else than was asked for.` : meaning.reason
    return { ok: false, detail }
  } catch (error) {
    return { ok: false, detail: `${who} did not answer: ${reasonOf(error)}` }
  }
}

/** A call as an approver reads it: what goes out, without headers that hold credentials. */
function shown({ method, path, body }: HttpCall): Json {
  return { method, path, ...(body === undefined ? {} : { body: parsed(body.text) }) }
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}

/** `name = id` lines, for targets that know accounts by ids of their own. */
export function readPairs(text: string): ReadonlyMap<string, string> {
  const pairs = text.split('\n').flatMap((line): [string, string][] => {
    const at = line.lastIndexOf('=')
    const name = line.slice(0, at).trim()
    return at <= 0 || name === '' ? [] : [[name, line.slice(at + 1).trim()]]
  })
  return new Map(pairs)
}

/** Non-empty lines. */
export function readLines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** The only one of a list, or why one cannot be named. */
export function onlyOne(list: readonly string[], noun: string): { readonly one: string } | string | NotSetUp {
  const [one, second] = list
  if (one === undefined) return { notSetUp: `No ${noun} is named.` }
  return second === undefined ? { one } : `It takes one ${noun} at a time; ${list.length} are named.`
}
