using FlowLang.Runtime;
using Microsoft.AspNetCore.Http;

namespace FlowLang.Hosting.Http;

/// <summary>Errors of requests: RT9010 to RT9029.</summary>
internal static class HttpErrors
{
    public static HttpError NothingThere(string what) =>
        new(StatusCodes.Status404NotFound,
            new FlowError("RT9010", $"there is no {what}", Help: "it may have another name, or history that old was removed"));

    public static HttpError NotSignedIn() => new(StatusCodes.Status401Unauthorized, new FlowError(
        "RT9011", "nobody comes in without a token", Help: "send `Authorization: Bearer TOKEN`, or sign in at /login with a browser"));

    public static HttpError NotAllowed(string name) => new(StatusCodes.Status403Forbidden, new FlowError(
        "RT9012", $"`{name}` may look at runs, and neither change anything nor see rows", Help: "use a token with the role operator"));

    public static HttpError Forged() => new(StatusCodes.Status403Forbidden, new FlowError(
        "RT9013", "the request does not come from a page of this server, or from one that is out of date",
        Help: "load the page again and repeat it; programs send JSON and no `Origin`"));

    public static HttpError TooMany(int seconds) => new(StatusCodes.Status429TooManyRequests, new FlowError(
        "RT9014", "too many requests from this address", Help: $"ask again in {seconds} s"))
    { RetryAfter = seconds };

    public static HttpError Bad(string message, string? help = null) =>
        new(StatusCodes.Status400BadRequest, new FlowError("RT9015", message, Help: help));

    public static HttpError NotJson(string why) => new(StatusCodes.Status415UnsupportedMediaType, new FlowError(
        "RT9016", "the body can't be read", why,
            "send a JSON object with `Content-Type: application/json`; /api/v1/openapi.json describes it"));

    public static HttpError TooManyListeners(int most) => new(StatusCodes.Status503ServiceUnavailable, new FlowError(
        "RT9017", $"{most} connections listen already", Help: "end some, or ask for pages of JSON instead"))
    { RetryAfter = 10 };

    public static HttpError HasEnded(string run) => new(StatusCodes.Status409Conflict, new FlowError(
        "RT9018", $"run {run} has ended", Help: "what has ended can't be cancelled; start it again instead"));

    public static HttpError OtherHost() => new(StatusCodes.Status421MisdirectedRequest, new FlowError(
        "RT9019", "this server answers to the names of its own machine only",
        "it listens on loopback, where another name is how a strange site reaches a browser's own machine",
        "use http://127.0.0.1 or http://localhost with the port"));

    public static HttpError TooLarge() => new(StatusCodes.Status413PayloadTooLarge, new FlowError(
        "RT9020", "the body of the request is too large", Help: "start several smaller ranges instead"));

    public static HttpError Of(FlowError error) => new(
        error.Kind == ErrorKind.Usage && !error.Transient ? StatusCodes.Status400BadRequest
            : StatusCodes.Status503ServiceUnavailable, error);

    /// <summary>What a server must not tell strangers about: it is in the log.</summary>
    public static HttpError Unexpected() => new(StatusCodes.Status500InternalServerError, new FlowError(
        "RT9021", "something unexpected happened", Help: "the server's log has it; please report it"));
}
