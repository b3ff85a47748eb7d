using System.Collections.Immutable;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Bound;

/// <summary>`deploy prod to gcp { … }`: where a program runs, and which of its connections are made for it.</summary>
/// <param name="Services">Of connections that are deployed; the others are external.</param>
/// <param name="Emails">Who is told of what goes wrong.</param>
public sealed record BoundDeployment(
    string Name, string Project, string Region, string Zone, DeployedRunner Runner, ImmutableArray<DeployedService> Services,
    ImmutableArray<string> Emails, ImmutableArray<KeyValuePair<string, string>> Labels, TextSpan Span)
{
    /// <summary>Connections that it says something of, be it that they are somewhere else.</summary>
    public ImmutableArray<string> Named { get; init; } = [];
}

/// <param name="Disk">Bytes.</param>
/// <param name="Pipelines">Null for all.</param>
public sealed record DeployedRunner(string Machine, long Disk, long Instances, ImmutableArray<string>? Pipelines, TextSpan Span);

/// <summary>What stands for a connection.</summary>
public abstract record DeployedService(ConnectionSymbol Connection, TextSpan Span);

/// <param name="Name">Null for one that is made from the project's and the connection's.</param>
/// <param name="DeleteAfter">Age at which objects are deleted; null for never.</param>
/// <param name="Retain">Age before which they can't be; null where they can.</param>
public sealed record DeployedBucket(
    ConnectionSymbol Connection, string? Name, string StorageClass, TimeSpan? DeleteAfter, TimeSpan? Retain, TextSpan Span)
    : DeployedService(Connection, Span);

/// <param name="Disk">Bytes.</param>
public sealed record DeployedDatabase(
    ConnectionSymbol Connection, string Tier, string Version, long Disk, bool IsHighlyAvailable, TextSpan Span)
    : DeployedService(Connection, Span);

/// <param name="Memory">Bytes.</param>
public sealed record DeployedBus(ConnectionSymbol Connection, long Processors, long Memory, TextSpan Span)
    : DeployedService(Connection, Span);

public sealed record DeployedCluster(ConnectionSymbol Connection, string Machine, long Workers, TextSpan Span)
    : DeployedService(Connection, Span);
