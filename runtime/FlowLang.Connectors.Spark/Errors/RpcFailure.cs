using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using FlowLang.Connectors.Spark.Protocol;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Status = FlowLang.Connectors.Spark.Protocol.Status;

namespace FlowLang.Connectors.Spark;

/// <summary>What a failed call says of itself: the gRPC status and the details that Spark sends with it.</summary>
internal sealed class RpcFailure(RpcException exception)
{
    private const string Details = "grpc-status-details-bin";

    private readonly ErrorInfo? _info = InfoOf(exception);

    public RpcException Exception => exception;

    public StatusCode Code => exception.StatusCode;

    /// <summary>Spark's error class (<c>INVALID_HANDLE.SESSION_NOT_FOUND</c>), empty where the failure is none of Spark's.</summary>
    public string Class => Info("errorClass") is { Length: > 0 } name ? name : Bracketed(exception.Status.Detail);

    public string SqlState => Info("sqlState") is { Length: > 0 } state ? state : Marked(exception.Status.Detail, "SQLSTATE: ", 5);

    /// <summary>By which the server tells more; empty where it has no more.</summary>
    public string ErrorId => Info("errorId");

    /// <summary>
    /// The way to the server failed, not the server: the same call may succeed a moment later. A stream that breaks is Cancelled, too; who
    /// cancelled it on purpose does not ask.
    /// </summary>
    public bool IsCut => _info is null && Tls is null
        && (Code is StatusCode.Unavailable or StatusCode.Cancelled || Root is SocketException or HttpRequestException or IOException);

    /// <summary>Set when the two sides could not agree on TLS.</summary>
    public AuthenticationException? Tls => Chain().OfType<AuthenticationException>().FirstOrDefault();

    /// <summary>Whoever answered does not speak HTTP/2 without TLS, or not at all.</summary>
    public bool IsForeign => Chain().OfType<HttpRequestException>().Any(e => e.HttpRequestError
        is HttpRequestError.HttpProtocolError or HttpRequestError.InvalidResponse or HttpRequestError.ResponseEnded
        or HttpRequestError.VersionNegotiationError)
        || exception.Status.Detail.StartsWith("Bad gRPC response", StringComparison.Ordinal);

    /// <summary>The connection was made and broken off: by something else than Spark, or by Spark while it dies.</summary>
    public bool IsReset => Root is SocketException;

    /// <summary>The innermost cause in words.</summary>
    public string Why => Root?.Message ?? exception.Status.Detail;

    private System.Exception? Root => Chain().LastOrDefault();

    private string Info(string key) =>
        _info is not null && _info.Metadata.TryGetValue(key, out string? value) && value != "null" ? value : "";

    private IEnumerable<System.Exception> Chain()
    {
        for (System.Exception? e = exception.Status.DebugException; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }

    private static string Bracketed(string detail)
    {
        int end = detail.IndexOf(']', StringComparison.Ordinal);
        return detail is ['[', ..] && end > 1 && detail[1..end].All(IsOfClass) ? detail[1..end] : "";
    }

    private static string Marked(string detail, string mark, int length)
    {
        int at = detail.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return at >= mark.Length && at + length <= detail.Length ? detail.Substring(at, length) : "";
    }

    private static bool IsOfClass(char c) => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c is '_' or '.';

    private static ErrorInfo? InfoOf(RpcException e)
    {
        if (e.Trailers.GetValueBytes(Details) is not { } bytes)
        {
            return null;
        }

        try
        {
            Any? any = Status.Parser.ParseFrom(bytes).Details.FirstOrDefault(d => d.Is(ErrorInfo.Descriptor));
            return any?.Unpack<ErrorInfo>();
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
