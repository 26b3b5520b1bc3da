import type { BrokenConsumer } from './decision.ts'

/**
 * How many consumers these are, as every sentence counts them: a shared runner that stands for its pipelines counts as all of them.
 * Entries of the map are fewer; whoever says both says which is which.
 */
export function consumerCount(consumers: readonly Pick<BrokenConsumer, 'standsFor'>[]): number {
  return consumers.reduce((sum, { standsFor }) => sum + standsFor, 0)
}

/** "1 consumer", "39 consumers (2 entries of the map)". */
export function consumersSaid(consumers: readonly Pick<BrokenConsumer, 'standsFor'>[]): string {
  const count = consumerCount(consumers)
  const said = count === 1 ? '1 consumer' : `${count} consumers`
  return count === consumers.length ? said : `${said} (${entriesSaid(consumers.length)})`
}

function entriesSaid(entries: number): string {
  return entries === 1 ? '1 entry of the map' : `${entries} entries of the map`
}
