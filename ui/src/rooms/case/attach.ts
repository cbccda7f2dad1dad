// Files of a case: from the picker, dropped on the window, or from the camera of the computer.
import { onBeforeUnmount, ref, shallowRef } from 'vue'
import { DeskError, asDeskError, onDrop, pickFiles, rpc } from '@/platform'
import { t } from '@/words'
import type { Sheet } from './sheet'

/** A picture or a scan is far smaller; more than this is a film or a mistake. */
const MOST_BYTES = 50 * 1024 * 1024

export function useAttach(sheet: Sheet, label: () => string) {
  const busy = ref('')
  const error = shallowRef<DeskError | null>(null)

  async function add(files: { name: string; data?: string; path?: string }[]): Promise<void> {
    error.value = null
    for (const file of files) {
      const size = ((file.data?.length ?? 0) * 3) / 4
      if (size > MOST_BYTES) {
        error.value = new DeskError('screen.file_too_big', { name: file.name, mb: Math.round(size / 1024 / 1024) })
        continue
      }
      busy.value = file.name
      try {
        await sheet.ensure()
        const source = file.data === undefined ? { path: file.path } : { data: file.data }
        sheet.apply(await rpc('attachment.add', { case: sheet.id.value, name: file.name, label: label(), ...source }))
      } catch (thrown) {
        error.value = asDeskError(thrown)
      }
    }
    busy.value = ''
  }
  async function choose(): Promise<void> {
    try {
      await add(await pickFiles({ title: t('case.evidence.pick'), multiple: true }))
    } catch (thrown) {
      error.value = asDeskError(thrown)
    }
  }
  onBeforeUnmount(onDrop((files) => void add(files)))
  return { busy, error, choose }
}
