/** As people and queries call it. */
export function suppressionName(number: number): string {
  return `SU-${number}`
}

export function numberOfSuppression(name: string | null): number | null {
  return name === null ? null : Number(name.slice(3))
}
