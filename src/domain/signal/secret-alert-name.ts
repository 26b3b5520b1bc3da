/** An alert of GitHub's secret scanning. */
export interface SecretAlert {
  readonly repository: string
  readonly number: number
}

const NAME = /^([\w-]{1,39}\/[\w.-]{1,100})\/security\/secret-scanning\/(\d{1,9})$/

/** As GitHub's records name a leaked secret, and so the identity until somebody finds its owner. */
export function secretAlertName(repository: string, number: string): string {
  return `${repository}/security/secret-scanning/${number}`
}

/** The alert that a name means; null for any other name. */
export function secretAlertOf(name: string): SecretAlert | null {
  const [, repository, number] = NAME.exec(name) ?? []
  return repository === undefined ? null : { repository, number: Number(number) }
}
