/**
 * NIST Cybersecurity Framework 2.0 (CSWP 29, February 2024): the categories and the numbers that exist in each. A number
 * that is missing was withdrawn on the way from 1.1.
 */
export const CSF_CATEGORIES: Readonly<Record<string, { readonly title: string; readonly numbers: readonly number[] }>> =
  {
    'GV.OC': { title: 'Organizational Context', numbers: upTo(5) },
    'GV.RM': { title: 'Risk Management Strategy', numbers: upTo(7) },
    'GV.RR': { title: 'Roles, Responsibilities, and Authorities', numbers: upTo(4) },
    'GV.PO': { title: 'Policy', numbers: upTo(2) },
    'GV.OV': { title: 'Oversight', numbers: upTo(3) },
    'GV.SC': { title: 'Cybersecurity Supply Chain Risk Management', numbers: upTo(10) },
    'ID.AM': { title: 'Asset Management', numbers: [1, 2, 3, 4, 5, 7, 8] },
    'ID.RA': { title: 'Risk Assessment', numbers: upTo(10) },
    'ID.IM': { title: 'Improvement', numbers: upTo(4) },
    'PR.AA': { title: 'Identity Management, Authentication, and Access Control', numbers: upTo(6) },
    'PR.AT': { title: 'Awareness and Training', numbers: upTo(2) },
    'PR.DS': { title: 'Data Security', numbers: [1, 2, 10, 11] },
    'PR.PS': { title: 'Platform Security', numbers: upTo(6) },
    'PR.IR': { title: 'Technology Infrastructure Resilience', numbers: upTo(4) },
    'DE.CM': { title: 'Continuous Monitoring', numbers: [1, 2, 3, 6, 9] },
    'DE.AE': { title: 'Adverse Event Analysis', numbers: [2, 3, 4, 6, 7, 8] },
    'RS.MA': { title: 'Incident Management', numbers: upTo(5) },
    'RS.AN': { title: 'Incident Analysis', numbers: [3, 6, 7, 8] },
    'RS.CO': { title: 'Incident Response Reporting and Communication', numbers: [2, 3] },
    'RS.MI': { title: 'Incident Mitigation', numbers: upTo(2) },
    'RC.RP': { title: 'Incident Recovery Plan Execution', numbers: upTo(6) },
    'RC.CO': { title: 'Incident Recovery Communication', numbers: [3, 4] },
  }

/** What a number is about, in our words, where triggers mostly point; elsewhere the category speaks. */
const SUBJECTS: Readonly<Record<string, string>> = {
  'DE.AE-02': 'Adverse events are analysed',
  'DE.AE-03': 'Information is correlated from several sources',
  'DE.AE-04': 'Impact and scope are estimated',
  'DE.AE-06': 'Adverse events reach authorised people and tools',
  'DE.AE-07': 'Threat intelligence is part of the analysis',
  'DE.AE-08': 'Incidents are declared by criteria',
  'DE.CM-01': 'Networks are monitored',
  'DE.CM-03': 'Use by people and technology is monitored',
  'DE.CM-06': 'External providers are monitored',
  'DE.CM-09': 'Hardware, software, runtimes and their data are monitored',
  'PR.AA-01': 'Identities and credentials are managed',
  'PR.AA-02': 'Identities are proofed and bound to credentials',
  'PR.AA-03': 'Users, services and hardware are authenticated',
  'PR.AA-04': 'Identity assertions are protected',
  'PR.AA-05': 'Permissions follow least privilege and separation of duties',
  'PR.PS-04': 'Logs are made for monitoring',
  'RS.AN-03': 'What happened and its root cause are determined',
  'RS.AN-06': 'Actions of an investigation are recorded with integrity',
  'RS.AN-07': 'Incident data is collected with its provenance',
  'RS.AN-08': 'The magnitude is estimated and validated',
  'RS.CO-02': 'Stakeholders are notified',
  'RS.CO-03': 'Information is shared with stakeholders',
  'RS.MA-01': 'The plan is executed once an incident is declared',
  'RS.MA-02': 'Reports are triaged and validated',
  'RS.MA-03': 'Incidents are categorised and prioritised',
  'RS.MA-04': 'Incidents are escalated as needed',
  'RS.MA-05': 'Criteria for recovery are applied',
  'RS.MI-01': 'Incidents are contained',
  'RS.MI-02': 'Incidents are eradicated',
}

/** Every subcategory that exists, with what it is about. */
export const CSF_SUBCATEGORIES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(CSF_CATEGORIES).flatMap(([category, { title, numbers }]) =>
    numbers.map((number) => {
      const id = `${category}-${String(number).padStart(2, '0')}`
      return [id, SUBJECTS[id] ?? title]
    }),
  ),
)

/** Ids of version 1.1 that are still written everywhere, and where version 2.0 keeps their subject. */
export const CSF_MOVED: Readonly<Record<string, readonly string[]>> = {
  'PR.AC-1': ['PR.AA-01', 'PR.AA-05'],
  'PR.AC-3': ['PR.AA-03', 'PR.AA-05', 'PR.IR-01'],
  'PR.AC-4': ['PR.AA-05'],
  'PR.AC-6': ['PR.AA-02'],
  'PR.AC-7': ['PR.AA-03'],
}

function upTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, index) => index + 1)
}
