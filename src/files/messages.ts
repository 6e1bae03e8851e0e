import { defineMessages } from '../shared/defineMessages'

export const messages = defineMessages('files', {
  // Opening a picture
  named: '"{name}"',
  thePicture: 'The picture',
  file: '{path}',
  gif: 'a GIF',
  heic: 'a HEIC photo',
  tiff: 'a TIFF',
  photoshop: 'a Photoshop file',
  bmp: 'a BMP',
  svg: 'an SVG drawing',
  pdf: 'a PDF',
  jpegXl: 'a JPEG XL',
  webPage: 'a web page',
  icon: 'an icon (ICO)',
  video: 'a video',
  fileTooLarge: {
    code: 'image',
    message: '{file, phrase} is {size} MB, more than the {most} that can be opened.',
    hint: 'Scale it down first.',
  },
  noAddress: {
    code: 'image',
    message: '"{address}" is not an address of a picture.',
    hint: 'Give one that begins with https://.',
  },
  notReadFromThere: {
    code: 'image',
    message: 'The picture at {host} cannot be read from here.',
    hint: 'Save it to your disk and open it from there.',
  },
  notReadFromAddress: {
    code: 'image',
    message: 'The picture at that address cannot be read from here.',
    hint: 'Save it to your disk and open it from there.',
  },
  notAPictureThere: {
    code: 'image',
    message: 'The server at {host} answered with {status} instead of the picture.',
    hint: 'Check the address, or save the picture and open it from your disk.',
  },
  notRead: {
    code: 'image',
    message: '{file, phrase} cannot be read.',
    hint: 'Choose it again.',
  },
  emptyPicture: {
    code: 'image',
    message: '{file, phrase} is empty.',
    hint: 'Use a PNG, JPEG, WebP or AVIF file.',
  },
  otherKind: {
    code: 'image',
    message: '{file, phrase} is {kind, phrase}, which cannot be opened.',
    hint: 'Use a PNG, JPEG, WebP or AVIF file.',
  },
  noPicture: {
    code: 'image',
    message: '{file, phrase} is not a picture that can be opened.',
    hint: 'Use a PNG, JPEG, WebP or AVIF file.',
  },
  notCopied: {
    code: 'image',
    message: 'The browser did not let the picture be put on the clipboard.',
    hint: 'Click on the page and try again, or export a file.',
  },
  notPasted: {
    code: 'image',
    message: 'The browser did not let the page read the clipboard.',
    hint: 'Paste with Ctrl+V instead of the menu.',
  },
  recipeNotJson: {
    code: 'recipe',
    message: 'The recipe inside the picture is not JSON.',
    hint: 'The picture itself can be edited; its settings are lost.',
  },

  // A damaged picture
  damaged: {
    code: 'image',
    message: 'The picture is damaged: {problem, phrase}.',
    hint: 'Get the file again, or save it again with another program.',
  },
  damagedCompression: {
    code: 'image',
    message: 'The compressed part of the file is damaged.',
    hint: 'Get the file again.',
  },
  notDecoded: 'it cannot be decoded',
  noMemory: 'the browser has no memory left to decode it',
  notAsPng: 'it does not begin as a PNG file does',
  endsTooEarly: 'the file ends too early',
  noPngChunk: 'something that is not a PNG chunk lies in it',
  headerElsewhere: 'its header is not where it belongs',
  otherChecksum: 'its {chunk} chunk does not match its checksum',
  noKeyword: 'a {chunk} chunk has no proper keyword',
  unknownZtxt: 'a zTXt chunk is compressed in an unknown way',
  unknownItxt: 'an iTXt chunk is compressed in an unknown way',
  chunkEndsTooEarly: 'a {chunk} chunk ends too early',
  textNotUtf8: 'a text inside it is not UTF-8',
  noPalette: 'its palette is missing or incomplete',
  beyondPalette: 'a pixel has a colour beyond its palette',
  otherTransparency: 'its transparent colour has the wrong length',
  otherHeaderLength: 'its header has the wrong length',
  otherSize: 'its header gives it {width}x{height} pixels',
  unknownPixels: 'its header gives a form of pixels that PNG does not have',
  unknownOrder: 'its rows are in an unknown order',
  unknownChunk: 'it needs the unknown chunk {chunk}',
  rowsMissing: 'rows of it are missing',
  unknownFilter: 'a row is filtered in an unknown way',
  noSize: 'it has no header with its size',
  noSegmentLength: 'one of its segments has no length',
  noSignature: 'its lossless part has no signature',
  noStartCode: 'its key frame has no start code',

  noAvifDecoder: {
    code: 'image',
    message: 'What decodes AVIF pictures could not be loaded.',
    hint: 'Check the connection, then open it again, or use a PNG, JPEG or WebP.',
  },

  // Saving
  jpegTooLarge: {
    code: 'image',
    message: 'A JPEG can have at most {most} pixels a side, and the picture has {width}x{height}.',
    hint: 'Export it as PNG.',
  },
  webpTooLarge: {
    code: 'image',
    message: 'A WebP can have at most {most} pixels a side, and the picture has {width}x{height}.',
    hint: 'Export it as PNG.',
  },
  notWritable: {
    code: 'image',
    message: 'This browser cannot write the picture as {format}.',
    hint: 'Export it as PNG.',
  },
  psdTooLarge: {
    code: 'image',
    message: 'A PSD can have at most {most} pixels a side, and the picture has {width}x{height}.',
    hint: 'Save it as a project file.',
  },
  notWritten: {
    code: 'storage',
    message: '{name} could not be written there.',
    hint: 'Choose another folder, or free some space.',
  },
  notWrittenInto: {
    code: 'storage',
    message: '{name} could not be written into the folder "{folder}".',
    hint: 'Put the folder back or free some space, then press “Go on”.',
  },
  folderGone: {
    code: 'storage',
    message: 'The folder "{name}" can no longer be read.',
    hint: 'Put it back where it was, then press “Go on”.',
  },
  noAccess: {
    code: 'storage',
    message: 'The browser may not use "{name}" any more.',
    hint: 'Press “Go on” and allow it.',
  },
  chosenGone: {
    code: 'image',
    message: '"{name}" is no longer there.',
    hint: 'Choose it again.',
  },

  // Projects and autosave
  laterWork: {
    code: 'project',
    message: 'Your last work was saved by a newer Palimpsest, and this one cannot read it.',
    hint: 'Reload the page to get the newer one; the work is kept.',
  },
  pixelsMissing: {
    code: 'project',
    message: 'Your last work cannot be restored: some of its pixels are missing.',
    hint: 'Open the picture or the project file again.',
  },
  storageFull: {
    code: 'storage',
    message: 'The browser’s storage is full, so the last changes are not saved.',
    hint: 'You can go on working: save the project as a file, or free some space.',
  },
  nothingStored: {
    code: 'storage',
    message: 'The browser does not let the page store anything, so your work is not saved by itself.',
    hint: 'You can go on working: save the project as a file before you close the tab.',
  },
  documentMisfit: {
    code: 'project',
    message: 'The saved document does not fit: {problem, phrase}.',
    hint: 'Open an earlier copy of it, or open it with the program that saved it.',
  },
  documentSetting: '{path} {misfit, phrase}',
  wholeDocument: 'document {misfit, phrase}',
  gallerySetting: 'gallery: {path} {misfit, phrase}',
  layersOfOneId: 'two of its layers have one id',
  noActiveLayer: 'its active layer is not there',
  resultsOfOneId: 'two results of its gallery have one id',
  pictureAndMask: 'a layer shows as a picture what another uses as a mask',
  resultAndMask: 'a result shows as a picture what a layer uses as a mask',
  projectTooLarge: {
    code: 'project',
    message: 'The project file is {size} MB, more than the {most} that can be opened.',
    hint: 'Choose another file.',
  },
  noProject: {
    code: 'project',
    message: 'The file is a zip archive, but not a project.',
    hint: 'Choose a file that Palimpsest saved.',
  },
  laterProject: {
    code: 'project',
    message: 'The project has version {version}, and this program reads up to version {known}.',
    hint: 'Open it with a newer Palimpsest.',
  },
  pictureMissing: {
    code: 'project',
    message: 'The project has a layer whose picture "{name}" is not in the file.',
    hint: 'Open an earlier copy of it.',
  },
  unpacksTooLarge: {
    code: 'project',
    message: '"{name}" in the project file would unpack to {size} MB, more than it may hold.',
    hint: 'The file was not written by Palimpsest, or it is damaged.',
  },
  damagedProject: {
    code: 'project',
    message: 'The file is not a project, or it is damaged.',
    hint: 'Choose a file that Palimpsest saved, or an earlier copy of it.',
  },
})
