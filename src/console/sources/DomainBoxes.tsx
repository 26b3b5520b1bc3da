import * as words from '#words/sources.tsx'
import { APPROVER_DOMAINS, type ApproverDomain, DOMAIN_WORDS } from '../../domain/people/domains.ts'
import { Checkbox } from '../ui/Checkbox.tsx'

interface DomainBoxesProps {
  readonly domains: readonly ApproverDomain[]
  readonly onChange: (domains: readonly ApproverDomain[]) => void
}

/** For which kinds of systems an approver answers: a seat of a plan's gate may be bound to one. */
export function DomainBoxes({ domains, onChange }: DomainBoxesProps) {
  return (
    <fieldset>
      <legend className="mb-1 text-small text-text-2">{words.approvesFor}</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {APPROVER_DOMAINS.map((domain) => (
          <Checkbox
            key={domain}
            isChecked={domains.includes(domain)}
            onChange={(isOn) => onChange(isOn ? [...domains, domain] : domains.filter((other) => other !== domain))}
          >
            {DOMAIN_WORDS[domain]}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  )
}
