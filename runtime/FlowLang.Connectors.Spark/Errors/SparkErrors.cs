using FlowLang.Runtime;
using Grpc.Core;

namespace FlowLang.Connectors.Spark;

/// <summary>RT8xxx: what the way to a cluster and its session can do to a run.</summary>
internal static class SparkErrors
{
    /// <summary>A failure while opening; later ones are <see cref="Lost"/> or Spark's own.</summary>
    public static FlowError Connecting(RpcFailure failure, SparkTarget target) => failure switch
    {
        { Tls: { } tls } => Tls(target, tls.Message),
        { IsForeign: true, IsReset: true } => Foreign(target, failure.Why) with { Kind = ErrorKind.Run, Transient = true },
        { IsForeign: true } => Foreign(target, failure.Why),
        { Code: StatusCode.Unauthenticated or StatusCode.PermissionDenied } => Refused(target, failure),
        { Code: StatusCode.Unimplemented } => Foreign(target, "it does not know the service spark.connect.SparkConnectService"),
        { Code: StatusCode.DeadlineExceeded } => Unreachable(target, "the connection was accepted, but nothing was answered"),
        { IsCut: true } => Unreachable(target, failure.Why),
        _ => ServerErrors.Of(ServerError.Of(failure), target, "opening a session"),
    };

    public static FlowError Refused(SparkTarget target, RpcFailure failure) => new(
        "RT8004", $"{target} refused the user", failure.Exception.Status.Detail, "check `token` of the connection (it is never shown)")
    {
        Kind = ErrorKind.Usage,
    };

    public static FlowError TooOld(SparkTarget target, string version) => new(
        "RT8006", $"{target} is Spark {version}", "4.0 is the oldest that is supported", "upgrade the cluster, or name another one")
    {
        Kind = ErrorKind.Usage,
    };

    public static FlowError Lost(SparkTarget target, string work, string why) => new(
        "RT8007", $"the connection to {target} was lost and could not be made again: {work}", why,
        "the cluster was stopped or the network failed: run again")
    {
        Transient = true,
    };

    public static FlowError SessionLost(SparkTarget target, string work, string why) => new(
        "RT8008", $"{target} no longer has the session: {work}", why,
        "the cluster was restarted, or gave the session up while nobody was connected: run again")
    {
        Transient = true,
    };

    public static FlowError NoType(string column, string type) => new(
        "RT8014", $"Spark gives the column `{column}` as {type}", "FlowLang has no such type", "cast it in the SQL");

    public static FlowError LocalData(string view, string why, string help) =>
        new("RT8015", $"the rows of `{view}` can't be sent to Spark", why, help);

    public static FlowError WrongColumns(string relation, string expected, string found, PipelineDefinition pipeline) => new(
        "RT8017", $"the query of `{relation}` does not give the columns it was compiled for in Spark",
        $"compiled for {expected}; it gives {found}",
        "this is a mistake of the compiler: please report it with the program", pipeline.File, pipeline.Line);

    public static FlowException OpenQuote(string source, string path, long record) => new(new FlowError(
        "RT8020", $"{source}: record {record} of {path} goes over the end of its line",
        "a quoted field has a line end in it, or a quote is never closed; Spark's tasks read files line by line",
        "leave `on` out: the embedded engine reads such records; or write the data as Parquet first"));

    public static FlowException HiddenFile(string source, string path) => new(new FlowError(
        "RT8021", $"{source}: Spark leaves {path} out", "it takes files whose names begin with `_` or `.` for marks of its own",
        "give the file another name, or leave `on` out"));

    public static FlowException PackedOtherwise(string source, string path, bool isGzip) => new(new FlowError(
        "RT8022", $"{source}: Spark would unpack {path} otherwise",
        $"it goes by the end of the name, and the file is {(isGzip ? "compressed with gzip" : "not compressed with gzip")}",
        "name files that are compressed with gzip `.gz` and others otherwise, or leave `on` out"));

    public static FlowException TextOnlyThere(string source, string path) => new(new FlowError(
        "RT8023", $"{source}: only the cluster has {path}",
        "headers and packing of text files are looked at by the executable before Spark reads them, and it does not see this file",
        "have the folder under the same path where the executable runs, or keep the data as Parquet, which Spark looks at itself"));

    public static FlowException TopicOnlyThere(string source) => new(new FlowError(
        "RT8024", $"{source}: only a cluster reads and writes topics in batches", "the embedded engine has no reader of them",
        "run a pipeline that says `on cluster`")
    {
        Kind = ErrorKind.Usage,
    });

    /// <summary>What Spark's Kafka connector said, which its error classes do not tell from other failures.</summary>
    /// <param name="done">`read`, `write to`.</param>
    public static FlowException Topic(string topic, string done, FlowException e) => new(
        new FlowError(
            "RT8025", $"{topic}: Spark can't {done} the topic", e.Error.Why,
            "can the cluster's machines reach the brokers, is there a topic of that name, may its records be seen by anybody?")
        {
            Transient = e.Error.Why?.Contains("Timeout", StringComparison.Ordinal) ?? false,
        },
        e);

    /// <summary>Whether Spark's own classes have no name for the failure.</summary>
    public static bool IsOther(FlowException e) => e.Error.Code == "RT8019";

    public static FlowException NoFile(FlowError local) =>
        new(local with { Why = $"{local.Why}; the cluster has no such file either" });

    private static FlowError Unreachable(SparkTarget target, string why) => new(
        "RT8002", $"{target} cannot be reached", why,
        "is the Spark Connect server running, are host and port right, does a firewall stand between?")
    {
        Transient = true,
    };

    private static FlowError Tls(SparkTarget target, string why) => new(
        "RT8003", $"{target} cannot be reached over TLS", why,
        "leave `use_ssl` and `token` out where the server has no TLS; trust its certificate's authority where it has")
    {
        Kind = ErrorKind.Usage,
    };

    private static FlowError Foreign(SparkTarget target, string why) => new(
        "RT8005",
        $"{target} answers, but not as a Spark Connect server{(target.UseTls ? "" : " without TLS")}",
        why,
        target.UseTls ? "check host and port" : "check host and port, and `use_ssl=true` where the server has TLS")
    {
        Kind = ErrorKind.Usage,
    };
}
