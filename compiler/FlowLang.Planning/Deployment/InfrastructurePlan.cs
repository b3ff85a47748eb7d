using System.Collections.Immutable;
using FlowLang.Semantics.Bound;

namespace FlowLang.Planning.Deployment;

/// <summary>What a program needs in the cloud: the variables of the Terraform module, by their names there.</summary>
/// <param name="Deployment">Where.</param>
/// <param name="Workspace">The executable's name.</param>
/// <param name="Name">Prefix of every resource's name: 3 to 20 characters.</param>
/// <param name="Arguments">Of `serve`: the pipelines where not all are served, and the environment.</param>
/// <param name="Parameters">Parameters whose values are known when a connection's service is made.</param>
public sealed record InfrastructurePlan(
    BoundDeployment Deployment, string Workspace, string Name, ImmutableArray<string> Streams, ImmutableArray<string> Arguments,
    ImmutableArray<ParameterPlan> Parameters, ImmutableArray<LakePlan> Lakes,
    ImmutableArray<DatabasePlan> Databases, ImmutableArray<BusPlan> Buses, ImmutableArray<GrantPlan> Grants,
    ImmutableArray<SecretPlan> Secrets, AlertPlan Alerts);

/// <param name="Value">An output of the connection's module: `host`, `bootstrap`, ….</param>
public sealed record ParameterPlan(string Parameter, string Connection, string Value);

public sealed record LakePlan(DeployedBucket Service, string Bucket);

/// <param name="Users">Users that have a password, with the names of the secrets that hold it.</param>
public sealed record DatabasePlan(
    DeployedDatabase Service, string Database, bool HasLogicalDecoding, ImmutableArray<KeyValuePair<string, string>> Users);

/// <param name="Topics">With their partitions.</param>
public sealed record BusPlan(DeployedBus Service, ImmutableArray<KeyValuePair<string, long>> Topics);

/// <param name="Topic">Null for a bucket.</param>
public sealed record GrantPlan(string Connection, string? Topic, bool Writes);

/// <param name="Name">In Secret Manager.</param>
/// <param name="Variable">The environment variable that the program reads; null where it asks Secret Manager itself.</param>
public sealed record SecretPlan(string Name, string? Variable);

/// <param name="Slas">Pipelines with the seconds that may pass between two good runs.</param>
public sealed record AlertPlan(ImmutableArray<KeyValuePair<string, long>> Slas, bool HasExpectations);

/// <summary>What one pipeline reads and writes.</summary>
public sealed record PipelineEndpoints(
    BoundPipeline Pipeline, bool IsStream, ImmutableArray<Semantics.Connectors.BoundEndpoint> Reads,
    ImmutableArray<Semantics.Connectors.BoundEndpoint> Writes);
