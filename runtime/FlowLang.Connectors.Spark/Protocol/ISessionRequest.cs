namespace FlowLang.Connectors.Spark.Protocol;

/// <summary>What every request about a session says of its sender.</summary>
internal interface ISessionRequest
{
    string SessionId { get; set; }

    UserContext UserContext { get; set; }

    string ClientType { get; set; }
}

/// <summary>A request that says which life of the session it is meant for: a server that lost it must not answer from a new one.</summary>
internal interface IObservingRequest : ISessionRequest
{
    string ClientObservedServerSideSessionId { get; set; }
}

internal sealed partial class AnalyzePlanRequest : IObservingRequest;

internal sealed partial class ConfigRequest : IObservingRequest;

internal sealed partial class ExecutePlanRequest : IObservingRequest;

internal sealed partial class ReattachExecuteRequest : IObservingRequest;

internal sealed partial class ReleaseExecuteRequest : IObservingRequest;

internal sealed partial class InterruptRequest : IObservingRequest;

internal sealed partial class AddArtifactsRequest : IObservingRequest;

internal sealed partial class FetchErrorDetailsRequest : IObservingRequest;

internal sealed partial class ReleaseSessionRequest : ISessionRequest;
