// Whose case it is, and what this desk may still do with it.
import { t } from '@/words'
import type { CaseView } from './model'

type Owned = Pick<CaseView, 'owned'>

/** The station that has it; a station that is not named to this desk is somebody else. */
export const ownerName = ({ owned }: Owned): string => owned?.station_name || t('county.elsewhere')

/** Another station's, or one that has gone there: looked at, not written. */
export const readOnly = ({ owned }: Owned): boolean => owned !== null && owned !== undefined && (!owned.mine || owned.withdrawn)

/** The county gives a case to a station; not again while the last one has not answered. */
export const mayAssign = ({ owned, assigned, closed_on }: Pick<CaseView, 'owned' | 'assigned' | 'closed_on'>): boolean =>
  Boolean(owned?.county && !owned.withdrawn) && !closed_on && !(assigned && assigned[1] === null)

/** The county takes back what the station has not answered. */
export const mayRecall = ({ owned, assigned, closed_on }: Pick<CaseView, 'owned' | 'assigned' | 'closed_on'>): boolean =>
  Boolean(owned?.county && !owned.withdrawn) && !closed_on && assigned != null && assigned[1] === null

/** Notes, evidence and choices are the county's on any case, and everybody's on his own. */
export const mayNote = (view: Owned): boolean => !readOnly(view) || Boolean(view.owned?.county && !view.owned.withdrawn)
