export default {
    experimentalOptimizations: { computeAsync: false },
    excludeNonRelevant: true, // as ODK Collect: what is not asked counts as blank
    maps: [],
    googleApiKey: '',
    repeatOrdinals: false,
    validateContinuously: false,
    validatePage: true,
    swipePage: false,
    textMaxChars: 2000,
};
