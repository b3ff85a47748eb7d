using FlowLang.Runtime;

namespace FlowLang.Connectors.Kafka;

/// <summary>RT4138 to RT4141 and RT4147: what a schema registry or the way to it can do to a stream.</summary>
internal static class RegistryErrors
{
    public static FlowException Unreachable(string connection, string why, Exception? inner = null) => new(
        new FlowError(
            "RT4139", $"the schema registry of `{connection}` can't be asked", why,
            "is it running, is `schema_registry` its address? it was tried several times; a stream that was going on tries again, and then "
            + "fails: nothing is skipped")
        {
            Transient = true,
        },
        inner);

    public static FlowException Refused(string connection, string why) => new(
        new FlowError(
            "RT4140", $"the schema registry of `{connection}` refused the user", why,
            "check `schema_registry_user` and `schema_registry_password` (the password is never shown), and what the user may read")
        {
            Kind = ErrorKind.Usage,
        });

    /// <param name="why">What it says itself.</param>
    public static FlowException Incompatible(string connection, string subject, string why) => new(
        new FlowError(
            "RT4147", $"the schema registry of `{connection}` does not take the rows' schema as the next version of `{subject}`", why,
            "nothing was read; change the columns so that readers of the earlier versions can go on (a new column may be null), choose "
            + "another topic, or change what the registry demands of the subject")
        {
            Kind = ErrorKind.Schema,
        });

    public static FlowException NotRegistered(string connection, string subject) => new(
        new FlowError(
            "RT4147", $"the schema registry of `{connection}` has not the rows' schema under `{subject}`", "the write says `create: never`",
            "nothing was read; register it, or leave `create: never` out")
        {
            Kind = ErrorKind.Schema,
        });

    public static FlowException Unreadable(string connection, string subject, string problem) => new(
        new FlowError(
            "RT4138", $"the latest schema of `{subject}` in the schema registry of `{connection}` can't be read as the declared type",
            problem, "records of that schema would be bad ones; declare the fields as the schema has them, or correct the producer")
        {
            Kind = ErrorKind.Schema,
        });

    public static FlowException NoRegistry(string connection, string why) => new(
        new FlowError(
            "RT4141", $"what stands at `schema_registry` of `{connection}` is no schema registry", why,
            "give the address at which `/schemas/types` and `/schemas/ids/1` are answered, such as `http://host:8081`")
        {
            Kind = ErrorKind.Usage,
        });
}
