using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>The fields of a <c>spark</c> connection.</summary>
public sealed record SparkOptions
{
    /// <summary>
    /// <c>sc://host:port/;use_ssl=true;token=…;user_id=…;session_id=…;user_agent=…</c>, as Spark defines it; port 15002 where it has none.
    /// A parameter that Spark does not define is sent as a gRPC header of that name.
    /// </summary>
    public required Secret Url { get; init; }

    /// <summary>The bearer token, in the place of <c>token</c> in the url; either of them implies TLS.</summary>
    public Secret? Token { get; init; }

    /// <summary>A PEM file of certificates to trust instead of the system's, for a cluster behind a private authority.</summary>
    public string? RootCertificates { get; init; }

    /// <summary>How long reaching the server may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a lost connection is tried again before the run fails; the operation goes on in the cluster meanwhile.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>What waits are measured by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
