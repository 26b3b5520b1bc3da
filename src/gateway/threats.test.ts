import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/**
 * The census: for every row of the threat list about who may (C) and about execution (D), for the invariants (I) and the fault tests
 * (T), the tests that show it. Each is named by the beginning of its title, which carries the row, so `-t 'C5 '` runs a row. A test
 * that is renamed, skipped or deleted turns this one red.
 */
const CENSUS: Readonly<Record<string, readonly string[]>> = {
  // Who may: whoever asked never approves …
  C1: [
    'C1 the requester cannot approve her own plan, also not in another session or under another name',
    'C1 whoever asked does not approve by a session of theirs, nor by the token of a source that they made',
    'C1 a requester is known by the subject id, not by name or team',
  ],
  // … distinct people count, as they are when the step runs …
  C2: [
    'C2 an approver who lost the role between vote and execution no longer counts',
    'C2 two approvals take two people, one of them of the owner’s team',
    'C2 C5 a revoked key signs nothing, and what it signed no longer lets a plan run',
  ],
  // … for exactly what was shown …
  C3: [
    'C3 a vote for a plan whose identity changed voids it',
    'C3 a change after the approval voids it too',
    'C3 a plan whose stored bytes were edited is void and sends nothing',
    'C3 %s voids what was approved before, says so, and nothing is sent',
    'C3 a new version voids what was approved under the old one',
    'C3 a plan that waits for votes is void once the policy has changed',
    'C3 a review that names another digest than the change has counts for nothing',
  ],
  C4: [
    'C4 a vote that names another digest counts for nothing',
    'C4 approvals of two plans are never added up: each of them misses one',
  ],
  // … once.
  C5: [
    'C5 an answer of a key counts once',
    'C5 an approval that was taken out of the database cannot be put back by its signature',
    'C5 what a key signed for one plan counts for no other one, and is used up by the attempt',
    'C5 a plan that has expired or was rejected takes no signed approval any more',
    'C5 an approval that comes back after a rejection is late, and a repeated one is still one',
    // Signature, user verification, origin with port, name, counter, handle.
    'C5 an approval with %s counts for nothing, and the refusal is in the log',
    'C5 a page inside a page of another site signs nothing',
    'C5 a statement that is five minutes old is signed too late',
    'C5 nobody signs a page that is not of this moment, and nobody signs with another person’s key',
    'C2 C5 a revoked key signs nothing',
    'C5 two people sign with their passkeys what then runs; a bogus signature and silence open nothing',
  ],
  C6: [
    'C6 of fifty parallel approvals one opens the gate',
    'C6 of approve, reject, cancel and expire at the same time exactly one wins',
    'C6 a plan that was cancelled after its approval is never carried out',
    'T3 C6 approvals, rejections, cancellations and expiry at once, on several gateways: one wins',
  ],
  C7: [
    'C7 only what the playbook offers can be asked for',
    'C7 an action past a restraint cap takes the word of the person who asks',
    'C7 whoever may not, brings nothing in',
    'C7 who may only read may not propose, try, review or switch',
  ],
  C8: [
    'C8 without a session no route answers but those of the door, and the auditor changes nothing',
    'C8 every role is asked on every route of a plan',
    'C8 where the policies cannot be evaluated every call is refused',
    'C8 a verb that nobody knows and a verb whose circumstances are missing are denied',
    'C8 nobody but an integrator changes connectors',
    'C8: who may not manage sources may not describe one either',
  ],
  C9: ['C9 the account ${JSON.stringify(account)} is that account and nothing else'],
  C10: [
    'C10: a sign-in link works once',
    'C10: signing out ends the event stream',
    'C10: a person who was disabled hears nothing more',
    'C10 a cookie that somebody chose beforehand opens nothing',
    'C10 the cookie from before the last sign-in in the same browser opens nothing any more',
    'C10 signing out in one tab signs the other tab out',
    'C10 a cookie from before the last sign-in opens nothing',
  ],
  C11: [
    'C11 reading never decides',
    'C11 no GET of the whole API changes anything',
    'C11 C12 nothing that a GET, a frame or a foreign page can do approves a plan',
  ],
  C12: [
    'C12 no answer can be framed',
    'C12 every answer that a browser could draw forbids scripts of others, frames',
    'C11 C12 nothing that a GET, a frame or a foreign page can do approves a plan',
  ],
  C13: [
    'C13 ${url} is not called',
    'C13 public addresses may be connected to, and only those',
    'C13 a name that leads inside is not called',
    'C13 the address that was judged is the one that is connected to',
    'C13 an internal range is called only where whoever runs the gateway allows it',
    'D9 ${trouble.replaceAll',
  ],
  C14: [
    'C14 a plan runs without its approvals, owners and managers know at once',
    'C14 without the role, without a reason, or for another plan it breaks nothing',
    'C14 it works once',
    'C14 it is reviewed once, by a manager who is not who did it',
    'C14 a review that nobody does in time is said in the log once',
  ],
  C15: [
    'C15 what expires and who came first is the database’s to say',
    'T6 C15 clocks of gateways are 90 s off',
    'T6 C15 wall clocks of gateways are 90 s off',
  ],
  C16: ['C16 the secret stands nowhere', 'C16 a secret is sent only where it was given for'],

  // Execution: one effect, whatever dies …
  D1: [
    'T1 D1 gateways die when a step is',
    'T1 D1 gateways die after the approval, before anybody has claimed anything',
    'T1 D1 gateways die while they take something back',
    'T1 D1 SIGKILL ${spoken(death)}, the target: ${spoken(manner)}',
    'T1 D1 SIGKILL in the second of four steps',
    'D1 a gateway that dies in the midst of the second step',
    'D1 kill -9 of the server while its steps are at the target',
  ],
  D2: [
    'D2 a lost answer is settled by reading back, without a second call',
    'D2 a request that never arrived is sent again under the same key',
    'T2 D2 the line to the target',
  ],
  // … and whatever the target says.
  D3: [
    'D3 a success that changed nothing never becomes contained',
    'D3 an effect that becomes true late is waited for',
    'D3 an effect that is gone again does not stay green',
    'D3 a token that the server never knew is answered 200',
  ],
  D4: [
    'D4 a key whose sessions live on is called what it is',
    'D4 an open session is ended too: after NOLOGIN alone it would have gone on',
  ],
  D5: [
    'D5 what no target could end is refused before anybody is asked',
    'D5 a self-contained token is refused before anybody is asked',
  ],
  D6: [
    'D6 a target that somebody else has contained is sent nothing',
    'D6 a target that cannot tell who closed it is called contained by somebody else',
  ],
  D7: [
    'D7 of two gateways one carries a step out',
    'D7 the late result of a gateway that was paused beyond its lease is refused',
    'D7 a gateway that wakes up before its call does not make it any more',
    'T4 D7 a gateway is paused beyond its lease',
    'T4 D7 SIGSTOP beyond the lease',
  ],
  D8: [
    'D8 taking back restores what was held, and leaves standing what others did',
    'D8 taking back is refused where the target is not as we left it',
    'D8 what the owner changed after the approval is left as the owner wants it',
    'D8 what stood at the target before is in the log with the sending',
    'D8 what cannot be undone is not sent before what stands there was read, and what can is',
  ],
  D9: [
    // Slow, 429, 401, 10 MB, no JSON, redirect: every connector, at its real target.
    'D9 ${trouble.replaceAll',
    'D9 a connector that is not well pauses the plan with its cause',
    'D9 a target that asks for time is neither called nor asked before it is over',
    'D9 a connector that throws, or never answers, holds up its own step only',
    'D9 a connector gets no more steps at once and within a minute than it takes',
  ],
  D10: [
    'D10 gateways propose by themselves only while the budget of the trigger lasts',
    'D10 the breaker stops automation over all triggers',
    'D10 while everything is stopped nothing is proposed by itself',
  ],
  D11: [
    'D11 steps run in that order, each once',
    'D11 where one fails nothing more is sent, what is done stays and is named',
    'D11 a branch that is with its target when another one fails is read back',
    'D11 a plan is stopped between two steps',
    'D11 one that is stopped while a step is with its target reads that step back first',
  ],
  D12: ['D12 a service that ignores the filter is filtered again'],

  // Invariants.
  I1: ['I1 I2 I3 I4 I7 hold for random orders', 'I1 a request that may have left is never sent again before'],
  I2: ['I1 I2 I3 I4 I7 hold for random orders', 'I2 nothing runs that was not approved'],
  I3: ['I1 I2 I3 I4 I7 hold for random orders', 'I1 I2 I3 I6 hold for random orders'],
  I4: ['I1 I2 I3 I4 I7 hold for random orders'],
  I5: ['I5 a server that is killed in the middle of ingest has every acknowledged record'],
  I6: ['I1 I2 I3 I6 hold for random orders'],
  I7: [
    'I1 I2 I3 I4 I7 hold for random orders',
    'I7 a vote after the time is up never counts',
    'I7 an approval that expires while somebody reads it',
  ],
  I8: [
    'I8 a log that has grown still begins with what was remembered of it',
    'I8 an older log put back agrees with itself, and only a remembered head finds it',
    'I8 a whole log that was written anew agrees with itself',
    'I8 every size is consistent with every larger one, and with no other root',
  ],

  // Faults on purpose.
  T1: ['T1 D1 gateways die when a step is', 'T1 D1 SIGKILL ${spoken(death)}, the target: ${spoken(manner)}'],
  T2: ['T2 D2 answers are lost, requests never arrive', 'T2 D2 the line to the target'],
  T3: [
    'T3 C6 approvals, rejections, cancellations and expiry at once',
    'T3 C6 I7 three approvers, a requester and time decide at once on gateways of their own',
  ],
  T4: ['T4 D7 a gateway is paused beyond its lease', 'T4 D7 SIGSTOP beyond the lease'],
  T6: ['T6 C15 clocks of gateways are 90 s off', 'T6 C15 wall clocks of gateways are 90 s off'],
}

const ROWS = [...counted('C', 16), ...counted('D', 12), ...counted('I', 8), 'T1', 'T2', 'T3', 'T4', 'T6']
const root = path.resolve(import.meta.dirname, '../..')

test('every row of the threat list has a test of its name, and that test runs', () => {
  expect(Object.keys(CENSUS)).toEqual(ROWS)
  expect(missingFrom(titlesIn(sourceTexts()))).toEqual([])
})

test('a test that is skipped, renamed or under another row is missed', () => {
  const row = 'C9 the account ${JSON.stringify(account)} is that account and nothing else'
  const all = titlesIn(sourceTexts())
  expect(missingFrom(all.filter((title) => !title.startsWith(row)))).toEqual([`C9: no test begins with “${row}”`])
  expect(titlesIn([`test.skip('C9 never', () => {})`, `test.todo('C9 later')`, `// test('C9 gone')`])).toEqual([])
  expect(titlesIn([`  test('C9 here', () => {})`, `  ])('C5 with %s', f)`, 'test(`C13 ${url}`, f)'])).toEqual([
    'C9 here',
    'C5 with %s',
    'C13 ${url}',
  ])
})

function missingFrom(titles: readonly string[]): string[] {
  return Object.entries(CENSUS).flatMap(([row, shown]) =>
    shown.flatMap((begin) => {
      if (!titles.some((title) => title.startsWith(begin))) return [`${row}: no test begins with “${begin}”`]
      // Two rows are shown by the troubles of one kit; every other test carries its own row.
      const carries = new RegExp(`(^|\\s)${row}[:\\s]`).test(begin) || (row === 'C13' && begin.startsWith('D9 '))
      return carries ? [] : [`${row}: “${begin}” does not carry its row`]
    }),
  )
}

/** Titles of the tests that run. One that is only sometimes skipped, by `skipIf`, counts: what it lacks it says by its name. */
function titlesIn(texts: readonly string[]): string[] {
  const call = /^\s*(?:test(?:\.(?:skipIf|runIf)\([^)]*\))?|\]\))\(\s*(?:'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`)/gm
  return texts.flatMap((text) => [...text.matchAll(call)].map((match) => match[1] ?? match[2] ?? ''))
}

function sourceTexts(): string[] {
  return ['src', 'e2e'].flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(\.test|\.spec|-kit|conformance)\.ts$/.test(file) && file !== 'gateway/threats.test.ts')
      .map((file) => fs.readFileSync(path.join(root, folder, file), 'utf8')),
  )
}

function counted(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${letter}${i + 1}`)
}
