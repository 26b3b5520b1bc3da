import type { Credential, IdentityFacts } from '../../src/domain/identity/identity.ts'
import type { IdentityKind, NameKind } from '../../src/domain/signal/signal.ts'
import type { EpochMs } from '../../src/domain/time/instant.ts'
import { awsRole, awsUser, bedrockAgent } from './handles-aws.ts'
import { aiKey, githubApp, githubSecret, googleAccount, kubernetesAccount, oktaToken } from './handles-other.ts'
import type { Team } from './people.ts'
import type { Random } from './random.ts'

/** How a vendor's record mentions an identity. What is in here also stands among the identity's names. */
export type Handle =
  | {
      readonly platform: 'aws-user'
      readonly account: string
      readonly userName: string
      readonly principalId: string
      readonly keyId: string
    }
  | {
      readonly platform: 'aws-role'
      readonly account: string
      readonly roleName: string
      readonly principalId: string
      readonly sessionName: string
      readonly sessionKey: string
    }
  | {
      readonly platform: 'kubernetes'
      readonly cluster: string
      readonly namespace: string
      readonly name: string
      readonly pod: string
    }
  | { readonly platform: 'gcp'; readonly project: string; readonly email: string; readonly keyName: string }
  | {
      readonly platform: 'github-secret'
      readonly repository: string
      readonly repositoryId: number
      readonly number: number
      readonly secretType: string
    }
  | {
      readonly platform: 'github-app'
      readonly slug: string
      readonly appId: number
      readonly installationId: number
    }
  | { readonly platform: 'okta-token'; readonly tokenId: string; readonly name: string }
  | { readonly platform: 'ai-key'; readonly keyId: string; readonly name: string }
  | { readonly platform: 'agent'; readonly account: string; readonly session: string }

/** A handle with everything that follows from the platform. */
export interface Handled {
  readonly handle: Handle
  readonly kind: IdentityKind
  readonly name: string
  readonly names: readonly (readonly [NameKind, string])[]
  readonly credentials: readonly Credential[]
  readonly account: string
  readonly trustDomain: string
  readonly agent: IdentityFacts['agent']
}

/** What the makers of handles choose from. */
export interface HandleDraft {
  readonly random: Random
  /** Keeps names apart: no two identities of an estate share one. */
  readonly index: number
  readonly team: Team
  readonly environment: string
  readonly purpose: string
  /** `report-export-1f`. */
  readonly stem: string
  /** Age of its credential, if it has one. */
  readonly ageDays: number
  readonly now: EpochMs
}

const PURPOSES = ['sync', 'export', 'ingest', 'index', 'backup', 'deploy', 'render', 'billing', 'mirror', 'relay']

/** Which platforms the company's identities live on, and how many of a hundred on each. */
const PLATFORMS: readonly (readonly [(draft: HandleDraft) => Handled, number])[] = [
  [awsRole, 24],
  [kubernetesAccount, 19],
  [awsUser, 17],
  [googleAccount, 12],
  [githubSecret, 9],
  [githubApp, 6],
  [oktaToken, 6],
  [aiKey, 4],
  [bedrockAgent, 3],
]

/** The n-th identity's handle. */
export function handleFor(random: Random, index: number, team: Team, environment: string, now: EpochMs): Handled {
  const make = random.weighted(PLATFORMS)
  const purpose = random.pick(PURPOSES)
  const stem = `${team.word}-${purpose}-${index.toString(36).padStart(2, '0')}`
  const ageDays = random.weighted([
    [random.between(5, 85), 62],
    [random.between(95, 300), 26],
    [random.between(300, 1400), 12],
  ])
  return make({ random, index, team, environment, purpose, stem, ageDays, now })
}
