namespace FlowLang.Hosting.Html;

/// <summary>Addresses of pages. Names are what programs and people say, and are escaped.</summary>
internal static class Paths
{
    public static string Pipeline(string name, string? part = null) =>
        $"/pipelines/{Uri.EscapeDataString(name)}{(part is null ? "" : "/" + part)}";

    public static string Rows(string pipeline, string relation) => Pipeline(pipeline, $"rows/{Uri.EscapeDataString(relation)}");

    public static string Run(string id, string? part = null) => $"/runs/{Uri.EscapeDataString(id)}{(part is null ? "" : "/" + part)}";

    public static string Stream(string name, string? part = null) =>
        $"/streams/{Uri.EscapeDataString(name)}{(part is null ? "" : "/" + part)}";

    /// <summary>An address with those of the values that are said.</summary>
    public static string With(string path, params (string Name, string? Value)[] query)
    {
        string text = string.Join('&', query.Where(q => !string.IsNullOrEmpty(q.Value))
            .Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value ?? "")}"));
        return text.Length == 0 ? path : $"{path}?{text}";
    }
}
