// Files held over the window: the screen shows where they may be let go, and takes them.
import { onBeforeUnmount, ref } from 'vue'
import { onDrop, type Picked } from '@/platform'

export function useDropping(take: (files: Picked[]) => void) {
  const over = ref(false)
  const dragging = (event: DragEvent): void => {
    over.value = event.dataTransfer?.types.includes('Files') ?? false
  }
  const undragging = (event: DragEvent): void => {
    if (event.relatedTarget === null) over.value = false
  }
  window.addEventListener('dragenter', dragging)
  window.addEventListener('dragleave', undragging)
  const stop = onDrop((files) => {
    over.value = false
    take(files)
  })
  onBeforeUnmount(() => {
    stop()
    window.removeEventListener('dragenter', dragging)
    window.removeEventListener('dragleave', undragging)
  })
  return over
}
