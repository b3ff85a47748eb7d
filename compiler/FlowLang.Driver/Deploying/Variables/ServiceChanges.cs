using System.Text.Json;

namespace FlowLang.Driver.Deploying.Variables;

/// <summary>Buckets, databases, Kafka and Spark clusters, by the connection that lives in each.</summary>
internal static class ServiceChanges
{
    private const string Shrinks = "a disk can't shrink: the database would be made anew, without its data";

    private static readonly Service[] s_services =
    [
        new("lakes", "bucket", "the bucket is destroyed, if it is empty or not protected",
        [
            new("bucket", DeployVerdict.Breaking, "another bucket is made; what lies in the old one stays there or is destroyed with it"),
            new("storage_class", DeployVerdict.Safe, "of new objects"),
            new("delete_after_days", DeployVerdict.Safe)
            {
                Less = (DeployVerdict.Breaking, "objects that are older are deleted within a day"),
            },
            new("retention_days", DeployVerdict.Safe, "objects that are younger can't be deleted or replaced"),
        ]),
        new("databases", "database", "the database is destroyed with its data, if nothing protects it",
        [
            new("tier", DeployVerdict.Restart, "the database restarts: connections are cut for a minute or so"),
            new("version", DeployVerdict.Breaking, "the database stops for minutes, and can't go back to the version before"),
            new("disk_gib", DeployVerdict.Safe) { Label = "disk in GiB", Less = (DeployVerdict.Breaking, Shrinks) },
            new("high_availability", DeployVerdict.Restart, "the database restarts"),
            new("logical_decoding", DeployVerdict.Restart, "the database restarts"),
            new("database", DeployVerdict.Breaking, "an empty database is made; the tables stay in the old one"),
        ]),
        new("buses", "cluster", "the cluster is destroyed with its topics",
        [
            new("vcpu", DeployVerdict.Safe),
            new("memory_gib", DeployVerdict.Safe) { Label = "memory in GiB" },
        ]),
        new("clusters", "cluster", "the Spark cluster ends; what runs on it fails",
        [
            new("workers", DeployVerdict.Safe),
            new("machine", DeployVerdict.Restart, "the Spark cluster is made anew; what runs on it fails, and `retry` says what then"),
        ]),
    ];

    public static IEnumerable<DeployChange> Of(JsonElement before, JsonElement now) =>
        from service in s_services
        from connection in JsonMembers.Match(before, now, service.Variable)
        from change in service.Of(connection.Name, connection.Before, connection.Now)
        select change;

    private sealed record Service(string Variable, string Word, string Removed, Setting[] Settings)
    {
        public IEnumerable<DeployChange> Of(string connection, JsonElement? before, JsonElement? now) => (before, now) switch
        {
            (null, _) => [new DeployChange(connection, $"+ {Word}", DeployVerdict.Safe)],
            (_, null) => [new DeployChange(connection, $"- {Word}", DeployVerdict.Breaking, Removed)],
            ({ } old, { } next) => Settings.SelectMany(setting => setting.Of(connection, old, next)),
        };
    }
}
