using System.Text.Json;

namespace FlowLang.Driver.Deploying;

/// <summary>Members of two JSON objects side by side. What is absent is null, as a JSON null is.</summary>
internal static class JsonMembers
{
    /// <summary>Null where it is absent or null.</summary>
    public static JsonElement? At(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement found) && found.ValueKind != JsonValueKind.Null
            ? found
            : null;

    /// <summary>Empty where it is absent.</summary>
    public static string Text(this JsonElement json, string name) => Print(json.At(name), "");

    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) =>
        json.At(name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    /// <summary>The members of an object that either side has, by name.</summary>
    public static IEnumerable<(string Name, JsonElement? Before, JsonElement? Now)> Match(JsonElement before, JsonElement now, string name)
    {
        JsonElement? old = before.At(name);
        JsonElement? next = now.At(name);
        return Names(old).Union(Names(next)).Order(StringComparer.Ordinal).Select(n => (n, old?.At(n), next?.At(n)));
    }

    /// <summary>Items of arrays by a name of each, which either side has.</summary>
    public static IEnumerable<(string Name, JsonElement? Before, JsonElement? Now)> Match(
        IEnumerable<JsonElement> before, IEnumerable<JsonElement> now, Func<JsonElement, string> name)
    {
        Dictionary<string, JsonElement> old = before.DistinctBy(name).ToDictionary(name);
        Dictionary<string, JsonElement> next = now.DistinctBy(name).ToDictionary(name);
        JsonElement? Find(Dictionary<string, JsonElement> all, string key) => all.TryGetValue(key, out JsonElement found) ? found : null;
        return old.Keys.Union(next.Keys).Order(StringComparer.Ordinal).Select(key => (key, Find(old, key), Find(next, key)));
    }

    public static bool AreSame(JsonElement? a, JsonElement? b) =>
        a is { } x && b is { } y ? JsonElement.DeepEquals(x, y) : a is null && b is null;

    /// <summary>For people.</summary>
    public static string Print(JsonElement? value, string absent = "none") => value switch
    {
        null => absent,
        { ValueKind: JsonValueKind.String } text => text.GetString() ?? absent,
        { ValueKind: JsonValueKind.Array } list => string.Join(", ", list.EnumerateArray().Select(item => Print(item))),
        { } other => other.GetRawText(),
    };

    private static IEnumerable<string> Names(JsonElement? json) =>
        json is { ValueKind: JsonValueKind.Object } found
            ? found.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null).Select(p => p.Name)
            : [];
}
