import { HostileText } from '../../ui/HostileText.tsx'

interface ConnectorNameProps {
  readonly id: string
  readonly titles: Readonly<Record<string, string>>
}

/** As people called it; of one that is gone the id. */
export function ConnectorName({ id, titles }: ConnectorNameProps) {
  const title = titles[id]
  return title === undefined ? <HostileText text={id} mono /> : <HostileText text={title} maxLength={60} />
}
