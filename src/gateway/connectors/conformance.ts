import { describe, expect, onTestFinished, test } from 'vitest'
import { canonicalJson } from '../../domain/json/canonical-json.ts'
import type { Json } from '../../domain/json/json.ts'
import type { PlanStep } from '../../domain/plan/plan.ts'
import type { Connector, StepKey, StepWish } from './connector.ts'
import { stepOf } from './testing/tools.ts'

/** What can be wrong with a target. A rig names those that its target can show. */
const TROUBLES = [
  'answer-lost',
  'wrong-credential',
  'down',
  'too-many',
  'redirect',
  'huge-answer',
  'not-json',
  'slow',
] as const
export type Trouble = (typeof TROUBLES)[number]

/** A connector with a real target behind it. */
export interface ConnectorRig {
  readonly connector: Connector
  /** Something that it can do, and that can be taken back. */
  readonly wish: StepWish
  /** The same on an account that is called like this; the target knows it. */
  wishOn(account: string): Promise<StepWish>
  /** Effects that the target itself counted. */
  effects(): Promise<number>
  /** Puts the target into trouble until it is told otherwise. */
  trouble(now: Trouble | null): void
  /** Somebody else changes at the target what a step left there. */
  meddle(): Promise<void>
  close(): Promise<void>
}

export interface ConnectorKitOptions {
  /** Troubles that this target cannot show, each with the reason. */
  readonly lacks: Readonly<Partial<Record<Trouble, string>>>
  /** What is true after its step; `new-sessions-only` where the target lets open sessions live, `not-contained` where it only
   * tells. Default: `contained`. */
  readonly containment?: 'contained' | 'new-sessions-only' | 'not-contained'
  /** Why nothing of this connector can be taken back. Left out where it can. */
  readonly cannotUndo?: string
  /**
   * `one-line` where names are configured one a line, so that none can hold a line break; `no-spaces` where the target
   * itself has no names with spaces.
   */
  readonly oddAccounts?: 'one-line' | 'no-spaces'
}

/** Only a target that hangs is waited for so long; one that hashes passwords on a busy machine takes seconds. */
const PATIENCE_MS = 10_000
/** With one that hangs: the tests wait it out. Long enough for what is read before the change. */
const PATIENCE_WITH_SLOW_MS = 2_000

/**
 * What every connector promises, run against a real target. Anybody's own connector passes this kit and plugs in; what
 * its target cannot show is left out only with a reason, in `lacks`.
 */
export function describeConnector(name: string, open: () => Promise<ConnectorRig>, options: ConnectorKitOptions): void {
  const openRig = async () => {
    const rig = await open()
    onTestFinished(() => rig.close())
    return rig
  }
  let keys = 0
  const newKey = (): StepKey => {
    keys += 1
    return { idempotencyKey: `pl_conformance${Date.now().toString(16)}-${keys}`, fence: 1 }
  }
  const shown = TROUBLES.filter((trouble) => options.lacks[trouble] === undefined)
  const containment = options.containment ?? 'contained'
  const cannotUndo = options.cannotUndo !== undefined
  const patience = (trouble?: Trouble) => AbortSignal.timeout(trouble === 'slow' ? PATIENCE_WITH_SLOW_MS : PATIENCE_MS)

  describe(`connector ${name}`, () => {
    test('says exactly what it will send, what survives and what undo cannot restore, and sends nothing', async () => {
      const rig = await openRig()
      const first = await rig.connector.plan(rig.wish)
      const second = await rig.connector.plan(rig.wish)
      expect(first.ok && second.ok).toBe(true)
      if (!first.ok || !second.ok) return
      expect(canonicalJson(first.request)).toBe(canonicalJson(second.request))
      expect(first.survives.length + first.undoCannotRestore.length).toBeGreaterThan(0)
      expect(await rig.effects()).toBe(0)
    })

    test('reads back absent before and present after', async () => {
      const rig = await openRig()
      const step = await stepOf(rig.connector, rig.wish)
      const key = newKey()
      expect((await rig.connector.verify(step, key, patience())).effect).toBe('absent')
      expect((await rig.connector.execute(step, key, patience())).kind).toBe('accepted')
      expect(await rig.connector.verify(step, key, patience())).toMatchObject({ effect: 'present', containment })
    })

    test.skipIf(cannotUndo)('reads back absent again after undo', async () => {
      const rig = await openRig()
      const { connector } = rig
      const step = await stepOf(rig.connector, rig.wish)
      const key = newKey()
      expect((await connector.execute(step, key, patience())).kind).toBe('accepted')
      const after = await connector.verify(step, key, patience())
      const undo = await stepOf(rig.connector, undoing(step, after.left))
      const undoKey = newKey()
      expect((await connector.verify(undo, undoKey, patience())).effect).toBe('absent')
      expect((await connector.execute(undo, undoKey, patience())).kind).toBe('accepted')
      expect(await connector.verify(undo, undoKey, patience())).toMatchObject({
        effect: 'present',
        containment: 'not-contained',
      })
      expect((await connector.verify(step, key, patience())).effect).toBe('absent')
    })

    test.runIf(cannotUndo)('what cannot be undone says so: no inverse, and what will be lost', async () => {
      const rig = await openRig()
      const step = await stepOf(rig.connector, rig.wish)
      expect(step.undo.action).toBeNull()
      expect(step.undo.cannotRestore.length).toBeGreaterThan(0)
    })

    test('one key has one effect, and hearing it again is a success', async () => {
      const rig = await openRig()
      const step = await stepOf(rig.connector, rig.wish)
      const key = newKey()
      expect((await rig.connector.execute(step, key, patience())).kind).toBe('accepted')
      expect((await rig.connector.execute(step, { ...key, fence: 2 }, patience())).kind).toBe('accepted')
      expect(await rig.effects()).toBe(1)
    })

    test('two at once with one key have one effect', async () => {
      const rig = await openRig()
      const step = await stepOf(rig.connector, rig.wish)
      const key = newKey()
      await Promise.all([1, 2, 3, 4].map((fence) => rig.connector.execute(step, { ...key, fence }, patience())))
      expect(await rig.effects()).toBe(1)
      expect((await rig.connector.verify(step, key, patience())).effect).toBe('present')
    })

    test.skipIf(cannotUndo)('undo is refused where the state is not the one we left', async () => {
      const rig = await openRig()
      const step = await stepOf(rig.connector, rig.wish)
      const key = newKey()
      await rig.connector.execute(step, key, patience())
      const { left } = await rig.connector.verify(step, key, patience())
      const undo = await stepOf(rig.connector, undoing(step, left))
      await rig.meddle()
      const before = await rig.effects()
      expect((await rig.connector.execute(undo, newKey(), patience())).kind).toBe('refused')
      expect(await rig.effects()).toBe(before)
    })

    const never = { 'one-line': /[\r\n]/, 'no-spaces': /\s/ }
    const isPossible = (account: string) =>
      options.oddAccounts === undefined || !never[options.oddAccounts].test(account)
    for (const account of ODD_ACCOUNTS.filter(isPossible)) {
      test(`C9 the account ${JSON.stringify(account)} is that account and nothing else`, async () => {
        const rig = await openRig()
        const wish = await rig.wishOn(account)
        const step = await stepOf(rig.connector, wish)
        const key = newKey()
        expect((await rig.connector.execute(step, key, patience())).kind).toBe('accepted')
        expect((await rig.connector.verify(step, key, patience())).effect).toBe('present')
        const other = await stepOf(rig.connector, rig.wish)
        expect((await rig.connector.verify(other, newKey(), patience())).effect).toBe('absent')
      })
    }

    test('says in a word whether it is well, the rights it needs and what it was tried against', async () => {
      const rig = await openRig()
      expect(await rig.connector.health(patience())).toMatchObject({ ok: true })
      expect(rig.connector.leastPrivilege.length).toBeGreaterThan(0)
      expect(rig.connector.triedAgainst).not.toBe('')
    })

    for (const trouble of shown) {
      test(`D9 ${trouble.replaceAll('-', ' ')}: never a throw, never believed, and settled by reading back`, async () => {
        const rig = await openRig()
        const step = await stepOf(rig.connector, rig.wish)
        const key = newKey()
        rig.trouble(trouble)
        const answer = await rig.connector.execute(step, key, patience(trouble))
        expect(EXPECTED[trouble]).toContain(answer.kind)
        rig.trouble(null)
        const readback = await rig.connector.verify(step, key, patience())
        expect(readback.effect).toBe(LANDS.has(trouble) ? 'present' : 'absent')
        expect(await rig.effects()).toBe(LANDS.has(trouble) ? 1 : 0)
      })
    }

    for (const trouble of shown.filter((candidate) => !LANDS.has(candidate))) {
      test(`D9 ${trouble.replaceAll('-', ' ')} while reading back is unknown, and not well`, async () => {
        const rig = await openRig()
        const step = await stepOf(rig.connector, rig.wish)
        rig.trouble(trouble)
        const readback = await rig.connector.verify(step, newKey(), patience())
        expect(readback).toMatchObject({ effect: 'unknown', containment: 'in-doubt' })
        expect((await rig.connector.health(patience())).ok).toBe(false)
      })
    }
  })
}

/** What may be said of a call in trouble. `refused` only where nothing can have been done. */
const EXPECTED: Readonly<Record<Trouble, readonly string[]>> = {
  'answer-lost': ['unknown'],
  'wrong-credential': ['refused'],
  down: ['unknown', 'refused'],
  'too-many': ['unknown'],
  redirect: ['refused'],
  'huge-answer': ['accepted', 'unknown'],
  'not-json': ['accepted', 'unknown'],
  slow: ['unknown'],
}

/** Troubles in which the target does what it was asked. */
const LANDS: ReadonlySet<Trouble> = new Set(['answer-lost', 'huge-answer', 'not-json', 'slow'])

/** Names with the delimiters of paths, queries, LDAP, SCIM, SQL, shells and headers. */
export const ODD_ACCOUNTS: readonly string[] = [
  '../../admin',
  'a/b?c=d#e&f',
  'x)(uid=*))(|(uid=*',
  'name eq "root" or "1" eq "1',
  "'; drop table twin_account; --",
  'line\r\nX-Injected: yes',
  '$(touch /tmp/x) `id` %2e%2e',
  'имя-пользователя ｆｕｌｌ',
]

function undoing(step: PlanStep, left: Json): StepWish {
  if (step.undo.action === null) throw new Error('the kit needs an action that can be taken back')
  return { action: step.undo.action, target: step.target, undoes: { step, left } }
}
