import type { AuditCode } from './entry.ts'
import type { Fields } from './fields.ts'
import { because, digest, listed, type Words } from './words.ts'

type Code = Extract<
  AuditCode,
  `plan.${string}` | `vote.${string}` | `repoint.${string}` | `glass.${string}` | `stop.${string}` | `step.${string}`
>

/** The part of the table that tells of plans: asked for, decided, carried out, stopped. */
export const PLAN_SENTENCES: Readonly<Record<Code, (f: Fields) => Words>> = {
  'plan.proposed': (f) => ({
    did: 'asked for',
    what: `“${f.action()}” on ${f.subject('identity', 'plan')}`,
    detail: [f.text('gate'), because(f), digest(f)],
  }),
  'plan.refused': (f) => ({
    did: 'was refused',
    what: `“${f.action()}” on ${f.subject('identity', 'alert')}`,
    detail: [f.text('rule'), because(f)],
  }),
  'vote.cast': (f) => ({
    did: f.text('choice') === 'reject' ? 'rejected' : 'approved',
    what: `plan ${f.subject('plan')}`,
    detail: [
      because(f),
      f.text('signedWith') === null ? null : `signed with passkey “${f.text('signedWith')}”`,
      digest(f),
    ],
  }),
  'vote.refused': (f) => ({
    did: 'was refused',
    what: `a vote on plan ${f.subject('plan')}`,
    detail: [f.text('rule'), because(f)],
  }),
  'plan.approved': (f) => ({
    did: 'opened',
    what: `the gate of plan ${f.subject('plan')}`,
    detail: [listed('approved by', f.list('approvedBy')), because(f)],
  }),
  'plan.rejected': (f) => ({
    did: 'closed',
    what: `plan ${f.subject('plan')} as rejected`,
    detail: [listed('rejected by', f.list('by')), because(f)],
  }),
  'plan.expired': (f) => ({ did: 'let', what: `plan ${f.subject('plan')} expire`, detail: [because(f)] }),
  'plan.cancelled': (f) => ({ did: 'cancelled', what: `plan ${f.subject('plan')}`, detail: [because(f)] }),
  'plan.stopping': (f) => onPlan(f, 'stopped', (plan) => `plan ${plan} before its next step`),
  'plan.confirmed': (f) => onPlan(f, 'confirmed', (plan) => `that what plan ${plan} did stays`),
  'plan.restore-failed': (f) => onPlan(f, 'could not take back', (plan) => `what plan ${plan} did`),
  'repoint.asked': (f) =>
    onPlan(f, 'asked', (plan) => `${f.text('team')} to re-point ${f.text('consumer')} for plan ${plan}`),
  'repoint.confirmed': (f) => ({
    did: 'confirmed',
    what: `that ${f.text('consumer') ?? 'a consumer'} was re-pointed, for plan ${f.subject('plan')}`,
    detail: [f.text('note'), digest(f)],
  }),
  'repoint.extended': (f) => onPlan(f, 'gave more time to', (plan) => `the consumers of plan ${plan}`),
  'plan.void': (f) => ({ did: 'voided', what: `plan ${f.subject('plan')}`, detail: [because(f)] }),
  'plan.paused': (f) => ({ did: 'paused', what: `plan ${f.subject('plan')}`, detail: [because(f)] }),
  'plan.resumed': (f) => ({ did: 'resumed', what: `plan ${f.subject('plan')}`, detail: [because(f)] }),
  'plan.extended': (f) => ({
    did: 'gave more time to',
    what: `plan ${f.subject('plan')}`,
    detail: [because(f), digest(f), f.count('votesGone') ? 'what was approved before counts no more' : null],
  }),
  'plan.escalated': (f) => ({
    did: 'passed the silence about',
    what: `plan ${f.subject('plan')}${f.text('stage') === null ? '' : ` (${f.text('stage')})`} on to ${f.text('to') ?? 'others'}`,
    detail: [because(f)],
  }),
  'glass.broken': (f) => ({
    did: 'broke the glass for',
    what: `plan ${f.subject('plan')}`,
    detail: [
      because(f),
      f.text('signedWith') === null ? null : `signed with passkey “${f.text('signedWith')}”`,
      digest(f),
    ],
  }),
  'glass.reviewed': (f) => ({
    did: f.text('verdict') === 'justified' ? 'found justified' : 'found not justified',
    what: `that ${f.text('brokenBy') ?? 'somebody'} broke the glass for plan ${f.subject('plan')}`,
    detail: [because(f), f.flag('isLate') ? 'after the time for it' : null],
  }),
  'glass.review-overdue': (f) => ({
    did: 'still waits for a review',
    what: `of ${f.text('brokenBy') ?? 'somebody'} breaking the glass for plan ${f.subject('plan')}`,
  }),
  'stop.raised': (f) => ({
    did: 'stopped',
    what: f.text('scope') === 'automation' ? 'automation' : 'everything',
    detail: [f.label('stop'), because(f)],
  }),
  'stop.release-voted': (f) => ({
    did: 'said that work may go on after',
    what: f.subject('stop'),
    detail: [because(f)],
  }),
  'stop.released': (f) => ({ did: 'ended', what: f.subject('stop'), detail: [listed('released by', f.list('by'))] }),
  'step.started': (f) => ({ did: 'started', what: step(f), detail: [f.text('connector')] }),
  'step.sent': (f) => ({ did: 'sent', what: step(f), detail: [f.text('connector')] }),
  'step.in-doubt': (f) => ({ did: 'lost the answer to', what: step(f), detail: [because(f)] }),
  'step.verified': (f) => ({ did: 'read back', what: step(f), detail: [f.text('containment'), f.text('readback')] }),
  'step.failed': (f) => ({ did: 'gave up on', what: step(f), detail: [f.text('containment'), because(f)] }),
  'step.late-result-refused': (f) => ({ did: 'refused a late result of', what: step(f), detail: [because(f)] }),
  'plan.finished': (f) => ({
    did: 'finished',
    what: `plan ${f.subject('plan')}`,
    detail: [f.text('state'), f.text('containment')],
  }),
}

function step(f: Fields): string {
  const ordinal = f.count('ordinal')
  const where = f.subject('plan')
  return ordinal === null ? `“${f.action()}” of plan ${where}` : `step ${ordinal} of plan ${where}, “${f.action()}”`
}

function onPlan(f: Fields, did: string, about: (plan: string) => string): Words {
  return { did, what: about(f.subject('plan')), detail: [because(f)] }
}
