package dev.teambroker.sandbox;

import dev.teambroker.sandbox.setting.Enforcement;

/** Breaks a rule, and fails unless AWS refuses that with its own code, status and words. */
@FunctionalInterface
interface Violation {
  void isRefused(Scene scene);

  /** The one for each rule; a rule without one doesn't compile. */
  static Violation of(Enforcement rule) {
    return switch (rule) {
      case SIGNATURE -> SignatureViolations::wrongSecret;
      case SIGNATURE_AGE -> SignatureViolations::signedTooLongAgo;
      case SIGNATURE_FROM_THE_FUTURE -> SignatureViolations::signedInTheFuture;
      case SIGNED_HOST -> SignatureViolations::hostNotSigned;
      case SIGNED_SERVICE -> SignatureViolations::signedForOtherService;
      case SIGNED_REGION -> SignatureViolations::signedForNoRegion;
      case SIGNED_DATE -> SignatureViolations::signedForOtherDay;
      case KNOWN_KEY -> SignatureViolations::deletedKey;
      case ACTIVE_KEY -> SignatureViolations::inactiveKey;
      case SESSION_TOKEN -> SignatureViolations::sessionWithoutToken;
      case SESSION_EXPIRY -> SignatureViolations::expiredSession;
      case KEY_PROPAGATION -> SignatureViolations::keyThatIsTooNew;
      case KEY_REMOVAL -> SignatureViolations::keyThatIsStillKnown;
      case REQUIRED_PARAMETERS -> ParameterViolations::nameMissing;
      case DURATION_RANGE -> ParameterViolations::durationTooShort;
      case ROOT_DURATION -> ParameterViolations::rootForTooLong;
      case PARAMETER_LENGTH -> ParameterViolations::nameTooLong;
      case PARAMETER_PATTERN -> ParameterViolations::nameWithSpace;
      case TOKEN_CODE_FORMAT -> ParameterViolations::codeInFullWidthDigits;
      case TAG_COUNT -> ParameterViolations::tooManyTags;
      case TAG_DUPLICATES -> ParameterViolations::tagTwice;
      case RESERVED_TAGS -> ParameterViolations::reservedTag;
      case POLICY_ARN_COUNT -> ParameterViolations::tooManyPolicyArns;
      case POLICY_LENGTH -> ParameterViolations::policiesTooLong;
      case POLICY_SYNTAX -> ParameterViolations::malformedPolicy;
      case PACKED_POLICY_SIZE -> ParameterViolations::packedPolicyTooLarge;
      case MFA_SERIAL -> MfaViolations::deviceOfSomebodyElse;
      case MFA_CODE -> MfaViolations::wrongCode;
      case MFA_CODE_ONCE -> MfaViolations::codeTwice;
      case MFA_ENABLING_CODES -> MfaViolations::wrongCodesToEnable;
      case MFA_DEVICE_LIMIT -> MfaViolations::ninthDevice;
      case MFA_DEVICE_IN_USE -> MfaViolations::deletedInUse;
      case MFA_DEVICE_ENABLED_ONCE -> MfaViolations::enabledTwice;
      case MFA_DEVICE_NAME_UNIQUE -> MfaViolations::nameTwice;
      case SESSIONS_GET_NO_SESSION_TOKEN -> SessionViolations::sessionTokenBySession;
      case SESSIONS_GET_NO_FEDERATION_TOKEN -> SessionViolations::federationTokenBySession;
      case SESSION_WITHOUT_MFA_CALLS_NO_IAM -> SessionViolations::iamWithoutMfa;
      case SESSION_TOKEN_STS_CALLS -> SessionViolations::keyInfoByUserSession;
      case FEDERATION_CALLS_NO_IAM -> SessionViolations::iamByFederation;
      case FEDERATION_STS_CALLS -> SessionViolations::keyInfoByFederation;
      case ROOT_ASSUMES_NO_ROLE -> RoleViolations::assumedByRoot;
      case TRUST -> RoleViolations::untrusted;
      case IDENTITY_POLICY -> SessionViolations::notAllowed;
      case EXPLICIT_DENY -> SessionViolations::denied;
      case EXTERNAL_ID -> RoleViolations::externalIdMissing;
      case MFA_OF_TRUST -> RoleViolations::secondFactorMissing;
      case TAG_SESSION_PERMISSION -> RoleViolations::tagsNotAllowed;
      case SOURCE_IDENTITY_PERMISSION -> RoleViolations::sourceIdentityNotAllowed;
      case SOURCE_IDENTITY_IMMUTABLE -> RoleViolations::sourceIdentityChanged;
      case TRANSITIVE_TAGS_IMMUTABLE -> RoleViolations::transitiveTagChanged;
      case ROLE_MAX_DURATION -> RoleViolations::longerThanRoleAllows;
      case CHAINING_HOUR -> RoleViolations::chainedForLongerThanAnHour;
      case SESSION_POLICY -> SessionViolations::beyondSessionPolicy;
      case TOKEN_ISSUE_TIME_DENY -> SessionViolations::revokedSession;
      case WEB_TOKEN_SIGNATURE -> WebIdentityViolations::signedByAnother;
      case WEB_TOKEN_EXPIRY -> WebIdentityViolations::expired;
      case WEB_TOKEN_AUDIENCE -> WebIdentityViolations::forAnother;
      case WEB_IDENTITY_TRUST -> WebIdentityViolations::ofAnotherSubject;
      case ACCESS_KEY_LIMIT -> IamViolations::thirdKey;
      case USER_NAME_FOR_SESSIONS -> IamViolations::noUserNameBySession;
      case KEY_OF_USER -> IamViolations::keyOfSomebodyElse;
      case STS_RATE -> RateViolations::tooManyStsCalls;
      case IAM_RATE -> RateViolations::tooManyIamCalls;
      case LOOKUP_RATE -> RateViolations::tooManyLookups;
      case KMS_RATE -> RateViolations::tooManyKmsCalls;
      case KMS_KEY_STATE -> KmsViolations::disabledKey;
      case KMS_KEY_POLICY -> KmsViolations::policyWithoutTheCaller;
      case KMS_KEY_OF_CIPHERTEXT -> KmsViolations::ciphertextOfAnotherKey;
      case KMS_CONTEXT -> KmsViolations::otherContext;
      case IAM_EVENTS_IN_ONE_REGION -> TrailViolations::iamEventsElsewhere;
      case TRAIL_DELAY -> TrailViolations::eventAtOnce;
      case LOOKUP_INPUT -> TrailViolations::tooManyResults;
      case SIGNIN_CREDENTIALS -> SigninViolations::wrongSessionKey;
      case SIGNIN_SESSION_KIND -> SigninViolations::userSession;
      case SIGNIN_DURATION_RANGE -> SigninViolations::tooLong;
      case SIGNIN_DURATION_OF_FEDERATION -> SigninViolations::durationOfFederation;
      case SIGNIN_DURATION_OF_CHAINED_ROLE -> SigninViolations::durationOfChainedRole;
      case SIGNIN_TOKEN_AGE -> SigninViolations::oldToken;
    };
  }
}
