/** As people call it: `CS-4`. */
export function caseName(number: number): string {
  return `CS-${number}`
}
