namespace FlowLang.Hosting.Api;

/// <summary>A parameter of a route, as the document describes it. <paramref name="In"/> is path, query or header.</summary>
internal sealed record ApiParameter(string Name, string In, string Description, string Type = "string")
{
    public static ApiParameter Path(string name, string description) => new(name, "path", description);

    public static ApiParameter Query(string name, string description, string type = "string") => new(name, "query", description, type);

    /// <summary>Those of a list that is given in pages.</summary>
    public static ApiParameter[] Paged { get; } =
    [
        Query("after", "`next` of the page before"),
        Query("count", "1 to 1000, 50 where it is not said", "integer"),
    ];
}
