package dev.teambroker.server.shareduser;

import dev.teambroker.server.web.Command;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * {@code broker secret-store lost}: which keys and MFA devices have to be made anew at AWS when no
 * key-encryption key opens this database any more, as commands. It needs none of these keys; and so
 * it can't verify the rows that it reads, which it says.
 */
@Component("secret-store lost")
final class LostSecretsCommand implements Command {
  private final JdbcClient jdbc;

  LostSecretsCommand(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record User(String id, String name, String account, String userName, String userId) {}

  @Override
  public int run(List<String> arguments) {
    if (!arguments.isEmpty()) {
      System.err.println("broker: secret-store lost takes no arguments");
      return 2;
    }
    System.out.println("# What the database says; without its keys nobody can verify that.");
    System.out.println("# aws: as an administrator of the account. broker-cli: at the new broker.");
    principals().forEach(System.out::println);
    users().forEach(this::print);
    return 0;
  }

  private List<String> principals() {
    return jdbc.sql(
            """
            SELECT account, arn, access_key_id FROM broker.management_principal
            ORDER BY account
            """)
        .query(
            (row, number) -> {
              String key = row.getString("access_key_id");
              return "%n# account %s was managed by %s%s: register it again"
                  .formatted(
                      row.getString("account"),
                      row.getString("arn"),
                      key == null ? "" : " with the key " + key + ", whose secret is lost");
            })
        .list();
  }

  private List<User> users() {
    return jdbc.sql(
            """
            SELECT id, name, account, user_name, user_id FROM broker.shared_user
            ORDER BY account, name
            """)
        .query(User.class)
        .list();
  }

  private void print(User user) {
    System.out.printf(
        "%n# %s: the IAM user %s (%s) of account %s%n",
        user.name(), user.userName(), user.userId(), user.account());
    String of = " --user-name '" + user.userName() + "'";
    System.out.println("aws iam list-access-keys" + of);
    List<String> keys =
        texts(
            "SELECT access_key_id AS text FROM broker.access_key WHERE shared_user_id = :id", user);
    // AWS allows two: where both are there, the lost one makes room.
    keys.forEach(
        key -> System.out.println("aws iam delete-access-key" + of + " --access-key-id " + key));
    System.out.printf(
        "(umask 077 && aws iam create-access-key%s --output text"
            + " --query 'AccessKey.[AccessKeyId,SecretAccessKey]' >'%s.key')%n",
        of, user.name());
    System.out.printf(
        "broker-cli shared-user import '%1$s' --key-file '%1$s.key' && rm '%1$s.key'%n",
        user.name());
    texts("SELECT serial_number AS text FROM broker.mfa_device WHERE shared_user_id = :id", user)
        .forEach(device -> print(user, of, device));
  }

  private static void print(User user, String of, String device) {
    System.out.println("aws iam deactivate-mfa-device" + of + " --serial-number '" + device + "'");
    System.out.println("aws iam delete-virtual-mfa-device --serial-number '" + device + "'");
    System.out.printf(
        "aws iam create-virtual-mfa-device --virtual-mfa-device-name '%s' --bootstrap-method"
            + " Base32StringSeed --outfile seed%n",
        device.substring(device.lastIndexOf('/') + 1));
    System.out.printf(
        "aws iam enable-mfa-device%s --serial-number '%s' --authentication-code1 CODE"
            + " --authentication-code2 NEXT    # two codes of the seed%n",
        of, device);
    System.out.printf(
        "broker-cli shared-user mfa-device add '%s' '%s'    # asks for the seed%n",
        user.name(), device);
  }

  private List<String> texts(String sql, User user) {
    return jdbc.sql(sql).param("id", user.id()).query(String.class).list();
  }
}
