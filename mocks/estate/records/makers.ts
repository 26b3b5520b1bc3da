import type { Json } from '../../../src/domain/json/json.ts'
import type { Handle } from '../handles.ts'
import { cloudTrailEvent, guardDutyFinding } from './aws.ts'
import { falcoAlert, kubernetesEvent } from './cluster.ts'
import {
  agentInvocation,
  aiKeyEvent,
  appInstallation,
  canaryAlert,
  oktaTokenEvent,
  secretScanningAlert,
} from './platforms.ts'
import { sccFinding, wizIssue } from './posture.ts'
import type { Occasion } from './shared.ts'

/** Makes one record of a format about an identity. */
export interface Maker {
  readonly format: string
  readonly make: (occasion: Occasion) => Json
  /** True where every record is an alert of its own; false where a gateway merges what one trigger sees of one identity. */
  readonly isAlone: boolean
  /** Share of records that the source reports again, with the same key. */
  readonly repeats: number
}

/** A maker for some platforms, as one that takes any: the table below asks it for its own only. */
function maker<Platform extends Handle['platform']>(
  format: string,
  platforms: readonly Platform[],
  make: (occasion: Occasion<Platform>) => Json,
  more: Partial<Pick<Maker, 'isAlone' | 'repeats'>> = {},
): Maker {
  const isMine = (occasion: Occasion): occasion is Occasion<Platform> & Occasion =>
    platforms.some((platform) => platform === occasion.handle.platform)
  return {
    format,
    make: (occasion) => {
      if (!isMine(occasion)) throw new TypeError(`${format} has no record for ${occasion.handle.platform}`)
      return make(occasion)
    },
    isAlone: false,
    repeats: 0,
    ...more,
  }
}

const AWS = ['aws-user', 'aws-role'] as const
const FINDING = { isAlone: true, repeats: 0.18 }
const guardDuty = maker('guardduty', AWS, guardDutyFinding, FINDING)
const cloudTrail = maker('cloudtrail', AWS, cloudTrailEvent)
const wiz = maker('wiz-issue', AWS, wizIssue, FINDING)
const scc = maker('google-scc', ['gcp'], sccFinding, FINDING)
const falco = maker('falco', ['kubernetes'], falcoAlert, { repeats: 0.18 })
const kubernetes = maker('kubernetes-audit', ['kubernetes'], kubernetesEvent)

/** What is reported about the identities of each platform, and how often. */
export const MAKERS: Readonly<Record<Handle['platform'], readonly (readonly [maker: Maker, weight: number])[]>> = {
  'aws-user': [
    [guardDuty, 52],
    [cloudTrail, 26],
    [wiz, 22],
  ],
  'aws-role': [
    [guardDuty, 50],
    [cloudTrail, 22],
    [wiz, 22],
    [maker('tracebit', ['aws-role'], canaryAlert, { isAlone: true }), 6],
  ],
  kubernetes: [
    [falco, 62],
    [kubernetes, 38],
  ],
  gcp: [[scc, 1]],
  'github-secret': [[maker('github-webhook', ['github-secret'], secretScanningAlert), 1]],
  'github-app': [[maker('github-webhook', ['github-app'], appInstallation), 1]],
  'okta-token': [[maker('okta-system-log', ['okta-token'], oktaTokenEvent), 1]],
  'ai-key': [[maker('openai-audit', ['ai-key'], aiKeyEvent), 1]],
  agent: [[maker('bedrock-invocation', ['agent'], agentInvocation), 1]],
}

/** The same, without what a gateway would merge; empty for platforms of which nothing is left. */
export const ALONE: typeof MAKERS = {
  'aws-user': MAKERS['aws-user'].filter(isAlone),
  'aws-role': MAKERS['aws-role'].filter(isAlone),
  kubernetes: [],
  gcp: MAKERS.gcp.filter(isAlone),
  'github-secret': [],
  'github-app': [],
  'okta-token': [],
  'ai-key': [],
  agent: [],
}

function isAlone([maker]: readonly [Maker, number]): boolean {
  return maker.isAlone
}
