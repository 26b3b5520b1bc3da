import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ConnectorView } from '../../domain/views/other-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { HostileText } from '../ui/HostileText.tsx'

export function SwitchConnector({
  connector,
  onClose,
}: {
  readonly connector: ConnectorView
  readonly onClose: () => void
}) {
  const backend = useBackend()
  const queries = useQueryClient()
  const isOn = !connector.isOn
  const switching = useMutation({
    mutationFn: () => backend.changeConnector(connector.id, { isOn }, connector.version ?? 0),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['plans', 'connectors'] })
      onClose()
    },
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={isOn ? 'Switch this connector on?' : 'Switch this connector off?'}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            Not now
          </Button>
          <Button look="ink" isBusy={switching.isPending} onClick={() => switching.mutate()}>
            {isOn ? 'Switch it on' : 'Switch it off'}
          </Button>
        </>
      }
    >
      {switching.error === null ? null : (
        <Banner tone="bad" isUrgent title={`Not switched. ${failureWords(switching.error).title}.`}>
          {failureWords(switching.error).detail}
        </Banner>
      )}
      <p className="text-text-2">
        {connector.standIn === null ? wordsOfPlans(connector.title, isOn) : WORDS_OF_EXERCISES[isOn ? 'on' : 'off']}
      </p>
    </Dialog>
  )
}

function wordsOfPlans(title: string, isOn: boolean) {
  return (
    <>
      {isOn ? 'From now on steps may be sent to ' : 'From now on nothing is sent to '}
      <HostileText text={title} />.{' '}
      {isOn
        ? 'Plans that were proposed for another connector stay with that one.'
        : 'Plans that are bound to it pause before their next step and say why. Its secrets stay sealed.'}
    </>
  )
}

const WORDS_OF_EXERCISES = {
  on: 'From now on playbooks may be exercised on it again.',
  off: 'Nothing is exercised on it any more. What is due is exercised on the twin; evidence that it gave counts to its end.',
}
