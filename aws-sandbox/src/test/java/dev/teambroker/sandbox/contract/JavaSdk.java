package dev.teambroker.sandbox.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.builder.SdkBuilder;
import tools.jackson.databind.json.JsonMapper;

/** The AWS SDK for Java, called by the names of the API reference. */
final class JavaSdk implements AwsSdk {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public ContractReply make(ContractCall call) {
    try (SdkClient client = client(call)) {
      Object output = invoked(client, call);
      return new ContractReply(JSON.valueToTree(plain(output)), 200, "");
    } catch (AwsServiceException refused) {
      return new ContractReply(
          JSON.nullNode(),
          refused.statusCode(),
          Optional.ofNullable(refused.awsErrorDetails().errorCode()).orElse(""));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SdkClient client(ContractCall call) {
    return switch (call.service()) {
      case "sts" -> ready(StsClient.builder(), call).build();
      case "iam" -> ready(IamClient.builder(), call).build();
      default -> throw new IllegalArgumentException(call.service());
    };
  }

  private static <B extends AwsClientBuilder<B, C>, C> B ready(B builder, ContractCall call) {
    ContractCall.Keys keys = call.keys();
    AwsCredentials credentials =
        keys.token().isEmpty()
            ? AwsBasicCredentials.create(keys.id(), keys.secret())
            : AwsSessionCredentials.create(keys.id(), keys.secret(), keys.token());
    return builder
        .endpointOverride(call.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .overrideConfiguration(all -> all.retryStrategy(retry -> retry.maxAttempts(1)));
  }

  /** Finds the method that takes the operation's request, and fills the request in. */
  private static Object invoked(SdkClient client, ContractCall call)
      throws ReflectiveOperationException {
    String name =
        call.operation().substring(0, 1).toLowerCase(Locale.ROOT) + call.operation().substring(1);
    for (Method method : client.getClass().getMethods()) {
      if (method.getName().equals(name)
          && SdkPojo.class.isAssignableFrom(method.getParameterTypes()[0])) {
        Object builder = method.getParameterTypes()[0].getMethod("builder").invoke(null);
        call.parameters().forEach((key, value) -> set((SdkPojo) builder, key, value));
        try {
          method.setAccessible(true);
          return method.invoke(client, ((SdkBuilder<?, ?>) builder).build());
        } catch (InvocationTargetException e) {
          if (e.getCause() instanceof AwsServiceException refused) {
            throw refused;
          }
          throw e;
        }
      }
    }
    throw new NoSuchMethodException(name);
  }

  private static void set(SdkPojo builder, String member, Object value) {
    for (SdkField<?> field : builder.sdkFields()) {
      if (field.memberName().equals(member)) {
        field.set(builder, value);
        return;
      }
    }
    throw new IllegalArgumentException(member);
  }

  private static Object plain(Object value) {
    return switch (value) {
      case SdkPojo pojo -> {
        Map<String, Object> members = new LinkedHashMap<>();
        for (SdkField<?> field : pojo.sdkFields()) {
          Object member = field.getValueOrDefault(pojo);
          if (member != null) {
            members.put(field.memberName(), plain(member));
          }
        }
        yield members;
      }
      case List<?> list -> {
        List<Object> all = new ArrayList<>();
        list.forEach(one -> all.add(plain(one)));
        yield all;
      }
      case SdkBytes bytes -> Base64.getEncoder().encodeToString(bytes.asByteArray());
      default -> value.toString();
    };
  }
}
