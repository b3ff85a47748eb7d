using FlowLang.Hosting.Access;

namespace FlowLang.Hosting.Api;

/// <summary>One route below /api/v1: what answers it, and all that the document says of it.</summary>
internal sealed record ApiRoute(string Method, string Path, string Summary, Func<ApiCall, Task> Answer)
{
    public Role Role { get; init; } = Role.Viewer;

    public ApiParameter[] Parameters { get; init; } = [];

    /// <summary>The type of the body that it wants; null for none.</summary>
    public Type? Body { get; init; }

    /// <summary>The type of the body that it gives; null where it is events.</summary>
    public Type? Gives { get; init; }

    public int Status { get; init; } = 200;

    public static ApiRoute Get<T>(string path, string summary, Func<ApiCall, T> answer) =>
        new("GET", path, summary, call => call.GiveAsync(answer(call))) { Gives = typeof(T) };

    /// <summary>Changes something, so that it wants an operator.</summary>
    public static ApiRoute Post<T>(string path, string summary, Func<ApiCall, Task<T>> answer, int status = 200) =>
        new("POST", path, summary, async call => await call.GiveAsync(await answer(call), status))
        {
            Role = Role.Operator,
            Gives = typeof(T),
            Status = status,
        };

    public static ApiRoute Events(string path, string summary, Func<ApiCall, Task> answer) => new("GET", path, summary, answer);
}
