<#-- bom.json: the libraries and what each needs, for programs, in CycloneDX (https://cyclonedx.org). -->
<#-- The version and time of Nestor itself are filled in when the archive is packed. -->
<#function ref of>
<#return "pkg:maven/" + of.groupId + "/" + of.artifactId + "@" + of.version + "?type=jar">
</#function>
<#assign libraries = dependencyMap?sort_by(["key", "id"])>
<#assign refs = {}>
<#list libraries as entry>
<#assign refs = refs + {entry.key.groupId + ":" + entry.key.artifactId: ref(entry.key)}>
</#list>
{
  "bomFormat": "CycloneDX",
  "specVersion": "1.6",
  "version": 1,
  "metadata": {
    "timestamp": "${r"${project.build.outputTimestamp}"}",
    "component": {
      "type": "application",
      "bom-ref": "pkg:maven/nestor/nestor@${r"${project.version}"}?type=jar",
      "group": "nestor",
      "name": "nestor",
      "version": "${r"${project.version}"}",
      "licenses": [{"license": {"id": "Apache-2.0"}}],
      "purl": "pkg:maven/nestor/nestor@${r"${project.version}"}?type=jar"
    }
  },
  "components": [
<#list libraries as entry>
<#assign library = entry.key>
<#assign licenses = entry.value?sort>
    {
      "type": "library",
      "bom-ref": "${ref(library)?json_string}",
      "group": "${library.groupId?json_string}",
      "name": "${library.artifactId?json_string}",
      "version": "${library.version?json_string}",
<#if licenses?size == 1>
      "licenses": [{"license": {"id": "${licenses[0]?json_string}"}}],
<#else>
      "licenses": [{"expression": "${licenses?join(" OR ")?json_string}"}],
</#if>
<#if library.url?has_content>
      "externalReferences": [{"type": "website", "url": "${library.url?json_string}"}],
</#if>
      "purl": "${ref(library)?json_string}"
    }<#sep>,</#sep>
</#list>
  ],
  "dependencies": [
<#list libraries as entry>
<#assign needed = []>
<#list entry.key.dependencies as dependency>
<#assign name = dependency.groupId + ":" + dependency.artifactId>
<#assign shipped = ["compile", "runtime"]?seq_contains(dependency.scope!"compile") && !dependency.isOptional()>
<#if shipped && refs[name]?? && !needed?seq_contains(refs[name])>
<#assign needed = needed + [refs[name]]>
</#if>
</#list>
    {
      "ref": "${ref(entry.key)?json_string}",
      "dependsOn": [<#list needed?sort as one>"${one?json_string}"<#sep>, </#sep></#list>]
    }<#sep>,</#sep>
</#list>
  ]
}
