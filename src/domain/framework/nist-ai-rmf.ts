/** NIST AI Risk Management Framework 1.0: its functions and how many subcategories each category has. */
const FUNCTIONS: Readonly<Record<string, { readonly title: string; readonly counts: readonly number[] }>> = {
  GOVERN: { title: 'Govern: a culture of risk management', counts: [7, 3, 2, 3, 2, 2] },
  MAP: { title: 'Map: context and risks are known', counts: [6, 3, 5, 2, 2] },
  MEASURE: { title: 'Measure: risks are assessed and tracked', counts: [3, 13, 3, 3] },
  MANAGE: { title: 'Manage: risks are prioritised and acted upon', counts: [4, 4, 2, 3] },
}

/** What a number is about, in our words, where triggers mostly point; elsewhere the function speaks. */
const SUBJECTS: Readonly<Record<string, string>> = {
  'GOVERN 3.2': 'Roles of human oversight are defined',
  'MANAGE 2.3': 'Unknown risks are responded to and recovered from',
  'MANAGE 2.4': 'Somebody can supersede, disengage or deactivate an AI system',
  'MANAGE 4.1': 'Systems are monitored after deployment',
  'MANAGE 4.3': 'Incidents and errors are communicated',
}

/** Every subcategory, with what it is about. */
export const AI_RMF_SUBCATEGORIES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(FUNCTIONS).flatMap(([name, { title, counts }]) =>
    counts.flatMap((count, category) =>
      Array.from({ length: count }, (_, index) => {
        const id = `${name} ${category + 1}.${index + 1}`
        return [id, SUBJECTS[id] ?? title] as const
      }),
    ),
  ),
)
