import { useMutation, useQueryClient } from '@tanstack/react-query'
import * as words from '#words/sources.tsx'
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
      title={isOn ? words.switchOnTitle : words.switchThisConnector}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {words.notNow}
          </Button>
          <Button look="ink" isBusy={switching.isPending} onClick={() => switching.mutate()}>
            {isOn ? words.switchItOn : words.switchItOff}
          </Button>
        </>
      }
    >
      {switching.error === null ? null : (
        <Banner tone="bad" isUrgent title={words.notSwitched(failureWords(switching.error).title)}>
          {failureWords(switching.error).detail}
        </Banner>
      )}
      <p className="text-text-2">
        {connector.standIn === null
          ? words.plansSwitched(isOn, <HostileText text={connector.title} />)
          : words.exercisesSwitched[isOn ? 'on' : 'off']}
      </p>
    </Dialog>
  )
}
