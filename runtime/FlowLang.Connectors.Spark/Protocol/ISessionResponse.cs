namespace FlowLang.Connectors.Spark.Protocol;

/// <summary>What every response says of its session.</summary>
internal interface ISessionResponse
{
    /// <summary>The server's own name of the session's life; another one means that the session was lost. May be empty.</summary>
    string ServerSideSessionId { get; }
}

internal sealed partial class AnalyzePlanResponse : ISessionResponse;

internal sealed partial class ConfigResponse : ISessionResponse;

internal sealed partial class ExecutePlanResponse : ISessionResponse;

internal sealed partial class ReleaseExecuteResponse : ISessionResponse;

internal sealed partial class InterruptResponse : ISessionResponse;

internal sealed partial class AddArtifactsResponse : ISessionResponse;

internal sealed partial class ReleaseSessionResponse : ISessionResponse;
