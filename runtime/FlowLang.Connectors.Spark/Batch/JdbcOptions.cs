using System.Collections.Immutable;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>How Spark's JDBC reaches a database; the driver is the one that the cluster has.</summary>
internal static class JdbcOptions
{
    public static ImmutableDictionary<string, string> Of(JdbcTarget target)
    {
        var options = ImmutableDictionary<string, string>.Empty.Add("url", target.Url).Add("driver", "org.postgresql.Driver");
        return target.User is { } user ? options.Add("user", user) : options;
    }

    public static ImmutableDictionary<string, Secret> Secrets(JdbcTarget target) => target.Password is { } password
        ? ImmutableDictionary<string, Secret>.Empty.Add("password", password)
        : ImmutableDictionary<string, Secret>.Empty;
}
