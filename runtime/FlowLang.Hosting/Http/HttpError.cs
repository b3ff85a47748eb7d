using FlowLang.Runtime;

namespace FlowLang.Hosting.Http;

/// <summary>Ends a request with a status and an error that whoever asked can read.</summary>
internal sealed class HttpError(int status, FlowError error) : Exception(error.Message)
{
    public int Status { get; } = status;

    public FlowError Error { get; } = error;

    /// <summary>Seconds after which it is worth asking again.</summary>
    public int? RetryAfter { get; init; }
}
