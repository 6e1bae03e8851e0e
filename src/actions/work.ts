// Everything that is done with an open picture, as one part of the page.
export { endTransform, isTransforming, undoTransform } from '../canvas/layerTransform'
export { chooseCheckpointFolder } from '../files/chooseCheckpointFolder'
export { chooseNetworkFile } from '../files/chooseNetworkFile'
export { closePicture, newPicture } from './closing'
export { applyCrop } from './cropping'
export { cutMasked, eraseMasked, fillWithColour, maskedToLayer } from './cutting'
export { copyToClipboard } from './exporting'
export {
  closeResult,
  deleteResult,
  recallResult,
  stageResult,
  stepResult,
  toggleGallery,
  useResultAsInput,
  viewedResult,
} from './gallery'
export { addEmptyLayer, deleteLayer, duplicateLayer, mergeDown, mergeTarget, raiseLayer } from './layering'
export { followLive, toggleLive } from './live'
export { clearSelection, featherSelection, growSelection, invertSelection, selectAll } from './masking'
export { nudge } from './nudging'
export { openFromAddress, openFromDisk } from './opening'
export { followPace } from './pacing'
export { saveAsPsd, saveProject } from './projects'
export { followImplied } from './readyImplied'
export { compareMarked, keepMarked, markedCandidates, showGrid } from './resultGrid'
export { runEdit } from './running'
export { activeIsStale, cameOfEdit, runLayerAgain } from './runningAgain'
export { cancelEverything } from './seriesControl'
export {
  acceptCandidate,
  discardAllCandidates,
  discardCandidate,
  followReturned,
  shownCandidate,
  stepCandidate,
  tryAgain,
  useAsInput,
} from './staging'
export { selectSubject } from './things'
export { problemText } from './keptRecipes'
export { endTour, startTour } from './tour'
export { pasteAsLayer, takeTransferred } from './transferring'
export { followWarmUp } from './warmingUp'
export { flipLayer, turnPicture } from './turning'
export { madeOnShow, showWordsOfViewed, toggleWords } from './words'
export { zoomBy, zoomToActualSize, zoomToFit } from './zooming'
